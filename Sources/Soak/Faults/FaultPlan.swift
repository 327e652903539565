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
        // One that begins by a count waits until no other is in force.
        let timed = faults.filter { $0.after == nil }
        for (earlier, later) in zip(timed, timed.dropFirst()) where later.armAt <= earlier.until {
            throw Misplaced(
                fault: later.id,
                why: "begins at \(later.armAt.text), before `\(earlier.id)` is over (\(earlier.until.text)); "
                    + "faults that overlap can't be told apart in the evidence")
        }
    }

    private static func place(
        _ spec: FaultSpec, window: VirtualWindow, draw: SeededDraw
    ) throws(Misplaced) -> PlannedFault {
        if spec.error == .EINTR, spec.times == 0 {
            throw Misplaced(
                fault: spec.id, why: "a call that is interrupted for ever is asked for ever: give `times`")
        }
        if case .count(let count) = spec.at {
            return try place(spec, after: count, window: window, draw: draw)
        }
        var armAt = resolve(spec.at, notBefore: window.from)
        if spec.jitterMs > 0 { armAt = armAt + draw.number(in: 0...spec.jitterMs, spec.id, "jitter") }
        let until =
            spec.until.map { resolve($0, notBefore: armAt + 1) }
            ?? armAt + (spec.lastsMs ?? spec.kind.defaultLengthMs)
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
        return decided(spec, from: armAt, to: until, draw)
    }

    private static func decided(
        _ spec: FaultSpec, from armAt: VirtualTime, to until: VirtualTime, after: FaultCount? = nil,
        _ draw: SeededDraw
    ) -> PlannedFault {
        PlannedFault(
            id: spec.id, kind: spec.kind, armAt: armAt, until: until,
            k: spec.k ?? (spec.kind.beginsAtOnce ? 1 : draw.number(in: 1...tornWriteKMax, spec.id, "k")),
            bytes: spec.bytes ?? draw.number(in: 1...tornWriteBytesMax, spec.id, "bytes"),
            lines: spec.lines ?? draw.number(in: 1...linesMax, spec.id, "lines"), target: spec.target,
            error: spec.error, times: spec.times, delayMs: spec.delayMs,
            lengthRealMs: spec.lengthRealMs, byMs: spec.byMs ?? byMs, percent: spec.percent ?? percent,
            after: after,
            lastsMs: spec.lastsMs ?? spec.kind.defaultLengthMs)
    }

    // Where in the window the count will be reached nobody knows: it may be anywhere before `until`.
    private static func place(
        _ spec: FaultSpec, after count: FaultCount, window: VirtualWindow, draw: SeededDraw
    ) throws(Misplaced) -> PlannedFault {
        let latest = VirtualTime(ms: window.to.ms - quietMs)
        let until = spec.until.map { resolve($0, notBefore: window.from + 1) } ?? latest
        guard until > window.from, until <= latest else {
            throw Misplaced(
                fault: spec.id,
                why: "must be over by \(until.text), outside of the window \(window.from.text) to "
                    + "\(window.to.text) with a quiet minute at its end")
        }
        if spec.kind.needsMidnight {
            throw Misplaced(
                fault: spec.id, why: "bites over midnight UTC only: give it a time, not a count")
        }
        return decided(spec, from: window.from, to: until, after: count, draw)
    }

    private static func resolve(_ moment: FaultSpec.Moment, notBefore earliest: VirtualTime) -> VirtualTime {
        switch moment {
        case .instant(let time): return time
        case .count: return earliest
        case .timeOfDay(let ms):
            let today = earliest.startOfDay + ms
            return today >= earliest ? today : today + VirtualTime.msPerDay
        }
    }
}
