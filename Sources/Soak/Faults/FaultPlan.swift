/// All faults of a run, placed in its window, in the order of their arming. The same specs, window and seed
/// give the same plan on every machine.
package struct FaultPlan: Equatable, Sendable {
    package let faults: [PlannedFault]

    /// Why a fault can't be placed.
    package struct Misplaced: Error, CustomStringConvertible, Equatable {
        package let fault: String
        package let why: String
        package var description: String { "fault `\(fault)`: \(why)" }
    }

    /// Time that the engine has to recover in after the last fault, before it is judged.
    package static let quietMs: Int64 = 60_000
    static let tornWriteKMax: Int64 = 8
    static let tornWriteBytesMax: Int64 = 200
    static let linesMax: Int64 = 20
    static let byMs: Int64 = 30_000
    static let percent: Int64 = 2

    package init(_ specs: [FaultSpec], window: VirtualWindow, seed: UInt64) throws(Misplaced) {
        let draw = SeededDraw(seed: seed)
        var planned: [PlannedFault] = []
        for spec in specs { planned.append(try Self.place(spec, window: window, draw: draw)) }
        faults = planned.sorted { ($0.armAt, $0.id) < ($1.armAt, $1.id) }
        for (earlier, later) in zip(faults, faults.dropFirst()) where later.armAt <= earlier.until {
            throw Misplaced(
                fault: later.id,
                why: "begins at \(later.armAt.text), before `\(earlier.id)` is over (\(earlier.until.text)); "
                    + "faults that overlap can't be told apart in the evidence")
        }
    }

    private static func place(
        _ spec: FaultSpec, window: VirtualWindow, draw: SeededDraw
    ) throws(Misplaced) -> PlannedFault {
        var armAt = resolve(spec.at, notBefore: window.from)
        if spec.jitterMs > 0 { armAt = armAt + draw.number(in: 0...spec.jitterMs, spec.id, "jitter") }
        let until = spec.until.map { resolve($0, notBefore: armAt + 1) } ?? armAt + spec.kind.defaultLengthMs
        guard window.contains(armAt), until.ms + quietMs <= window.to.ms else {
            throw Misplaced(
                fault: spec.id,
                why:
                    "lasts from \(armAt.text) to \(until.text), outside of the window \(window.from.text) to "
                    + "\(window.to.text) with a quiet minute at its end")
        }
        guard armAt < until else { throw Misplaced(fault: spec.id, why: "ends before it begins") }
        if spec.kind.needsMidnight, armAt.nextMidnight >= until {
            throw Misplaced(
                fault: spec.id,
                why: "no midnight UTC between \(armAt.text) and \(until.text): no file is created then, and "
                    + "open files don't feel the directory's owner")
        }
        if spec.error == .EINTR, spec.times == 0 {
            throw Misplaced(
                fault: spec.id, why: "a call that is interrupted for ever is asked for ever: give `times`")
        }
        return PlannedFault(
            id: spec.id, kind: spec.kind, armAt: armAt, until: until,
            k: spec.k ?? (spec.kind.beginsAtOnce ? 1 : draw.number(in: 1...tornWriteKMax, spec.id, "k")),
            bytes: spec.bytes ?? draw.number(in: 1...tornWriteBytesMax, spec.id, "bytes"),
            lines: spec.lines ?? draw.number(in: 1...linesMax, spec.id, "lines"), target: spec.target,
            error: spec.error, times: spec.times, delayMs: spec.delayMs,
            lengthRealMs: spec.lengthRealMs, byMs: spec.byMs ?? byMs, percent: spec.percent ?? percent)
    }

    private static func resolve(_ moment: FaultSpec.Moment, notBefore earliest: VirtualTime) -> VirtualTime {
        switch moment {
        case .instant(let time): return time
        case .timeOfDay(let ms):
            let today = earliest.startOfDay + ms
            return today >= earliest ? today : today + VirtualTime.msPerDay
        }
    }
}
