import Glibc

/// The engine is killed, and while it is down one of today's files is damaged where its bytes were settled:
/// written, synced and sealed before the kill. It can't be undone, and the run must not pass.
///
/// Proof: the bytes as they are read back, the place of the first changed one, and what stood there before.
package protocol FileDamage: Fault {
    var stage: DamageStage { get set }
    /// Whose file of today: `signals` or `ledger`.
    static var file: FaultTarget { get }
    /// What is done to it, for sentences: `one bit of a value is flipped`.
    static var deed: String { get }
    /// Whether what was settled holds enough to damage; looked at before anything is killed.
    func isEnough(_ settled: SettledLines) -> Bool
    /// Does it, the engine being down. `path` leads to today's file; nothing beyond `settled` bytes counts.
    func damage(_ path: String, settled: Int) throws(FaultMiss) -> FaultProof
}

package enum DamageStage: Equatable, Sendable {
    case untouched
    case seen(settled: Int, path: String, atRealMs: Int64)
    case killed(settled: Int, path: String)
    case done

    /// Real time in which an engine has synced and sealed what it had written.
    static let settleRealMs: Int64 = 1000
}

extension FileDamage {
    package var end: FaultEnd { .engineBack }
    package static var file: FaultTarget { .signals }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { true }

    package var about: String {
        "SIGKILL at \(plan.armAt.text), and while the engine is down, in today's \(Self.file.rawValue) file: "
            + Self.deed
    }

    package var undoing: String {
        "the engine is started again; the file stays damaged, and the judge must say so"
    }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        guard case .running = ground.engineState else { return false }
        let path = "\(ground.dataDirectory)/\(Self.file.rawValue)_\(ground.now.day).jsonl"
        if case .seen(let settled, path, let atRealMs) = stage {
            guard ground.realMs - atRealMs >= DamageStage.settleRealMs else { return false }
            guard let bytes = try? WholeFile.read(path), bytes.count >= settled else { return false }
            return isEnough(SettledLines(bytes, settled: settled))
        }
        guard let bytes = try? WholeFile.read(path), !bytes.isEmpty else { return false }
        guard isEnough(SettledLines(bytes, settled: bytes.count)) else { return false }
        stage = .seen(settled: bytes.count, path: path, atRealMs: ground.realMs)
        return false
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard case .seen(let settled, let path, _) = stage else {
            throw FaultMiss("made before it was prepared")
        }
        stage = .killed(settled: settled, path: path)
        ground.killEngine()
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .killed(let settled, let path) = stage, ground.engineState.exit != nil else { return nil }
        stage = .done
        return try damage(path, settled: settled)
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
