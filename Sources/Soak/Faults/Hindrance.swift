package import Glibc

/// A fault that keeps the engine's user from making a file in the data directory.
///
/// Proof: a process of the engine's user could make a file there before, and gets the kind's errno afterwards,
/// at once and again when it has lasted long enough for an engine that looks once a second to have met it.
package protocol Hindrance: Fault {
    var since: HindranceTime { get set }
    /// What creating a file in the data directory fails with.
    static var refusal: Int32 { get }
    mutating func hinder(on ground: any FaultGround) throws(SystemFailure)
    /// Must be safe to call twice, and after a `hinder` that failed half way.
    mutating func undo(on ground: any FaultGround) throws(SystemFailure)
    /// What else shows it, read when it is proven.
    func facts(on ground: any FaultGround) throws(SystemFailure) -> [(String, FaultProof.Fact)]
}

package enum HindranceTime: Equatable, Sendable {
    case notYet
    case made(atRealMs: Int64)
    case undone

    /// Real time that it has to last: the engine probes once a second.
    static let lastsRealMsMin: Int64 = 2500
    static let probeName = ".hip3-soak-probe"
}

extension Hindrance {
    package var end: FaultEnd { .time }

    package func facts(on ground: any FaultGround) throws(SystemFailure) -> [(String, FaultProof.Fact)] { [] }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if let why = impossible(on: ground) { throw FaultMiss.impossible(why) }
        guard case .running = ground.engineState else { return false }
        let code = try probe(ground)
        guard code == 0 else {
            throw FaultMiss(
                "the engine's user could not write there even before: \(SystemFailure.name(code))")
        }
        return true
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        since = .made(atRealMs: ground.realMs)
        do { try hinder(on: ground) } catch { throw FaultMiss("it could not be made: \(error)") }
        try expectRefusal(on: ground)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .made(let atRealMs) = since,
            ground.realMs - atRealMs >= HindranceTime.lastsRealMsMin
        else { return nil }
        try expectRefusal(on: ground)
        let more: [(String, FaultProof.Fact)]
        do { more = try facts(on: ground) } catch { throw FaultMiss("its state can't be read: \(error)") }
        let name = SystemFailure.name(Self.refusal)
        return FaultProof(
            "creating a file in the data directory as the engine's user gives \(name) (\(Self.refusal)); the same "
                + "user could create one there before",
            facts: [("errno", .number(Int64(Self.refusal)))] + more)
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        guard case .made = since else { return }
        do { try undo(on: ground) } catch { throw FaultMiss("\(error)") }
        since = .undone
        let code = try probe(ground)
        if code != 0 {
            throw FaultMiss("lifted, yet the engine's user can't write: \(SystemFailure.name(code))")
        }
    }

    private func expectRefusal(on ground: any FaultGround) throws(FaultMiss) {
        let code = try probe(ground)
        guard code == Self.refusal else {
            throw FaultMiss("a file could still be created there: errno \(code), wanted \(Self.refusal)")
        }
    }

    private func probe(_ ground: any FaultGround) throws(FaultMiss) -> Int32 {
        do { return try ground.probeCreate(ground.dataDirectory + "/" + HindranceTime.probeName).errno } catch
        {
            throw FaultMiss("the probe did not run: \(error)")
        }
    }
}

/// What a path is, with the errno of the call.
package enum PathStatus {
    package static func read(_ path: String) throws(SystemFailure) -> stat {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemFailure("stat", path, errno: errno) }
        return status
    }
}
