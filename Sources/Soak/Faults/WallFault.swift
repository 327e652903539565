/// Somebody sets the wall clock, or it runs wrong: the run's time goes on as before, and what the wall clock says
/// differs from it. The engine must notice, say so in its ledger, and go on.
///
/// Proof: what the wall clock that the engine reads says beside the run's time, at the beginning and at the end.
package protocol WallFault: Fault {
    var stage: WallStage { get set }
    /// What the wall clock is to say from this moment on.
    func shift(at now: VirtualTime) -> WallShift
    /// `is set 30s ahead`
    var deed: String { get }
}

package enum WallStage: Equatable, Sendable {
    case untouched
    case shifted(WallShift, at: VirtualTime, atRealMs: Int64)
    case restored

    /// Virtual time that it has to last: the engine looks once a second, and a clock that runs wrong differs only
    /// after a while.
    static let lastsMsMin: Int64 = 30_000
    /// Real time, for an engine that was not scheduled meanwhile.
    static let lastsRealMsMin: Int64 = 500
    /// Two clocks that drift apart are read in whole milliseconds.
    static let roundingMs: Int64 = 1
}

/// How the wall clock differs from the run's time.
package struct WallShift: Equatable, Sendable {
    package let offsetMs: Int64
    /// Ms of the wall clock in each second of the run beyond the thousand, counted from `fromMs` on.
    package let driftMsPerSecond: Int64
    package let fromMs: Int64

    package static let none = WallShift(offsetMs: 0, driftMsPerSecond: 0, fromMs: 0)

    package init(offsetMs: Int64, driftMsPerSecond: Int64 = 0, fromMs: Int64 = 0) {
        self.offsetMs = offsetMs
        self.driftMsPerSecond = driftMsPerSecond
        self.fromMs = fromMs
    }

    /// By how much the wall clock is ahead at this time of the run.
    package func aheadMs(at now: VirtualTime) -> Int64 {
        offsetMs + (now.ms - fromMs) * driftMsPerSecond / 1000
    }
}

extension WallFault {
    package var end: FaultEnd { .time }
    package var about: String { "from \(plan.armAt.text) to \(plan.until.text) the wall clock \(deed)" }
    package var undoing: String { "the wall clock is set right again" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        let shift = shift(at: ground.now)
        stage = .shifted(shift, at: ground.now, atRealMs: ground.realMs)
        do { try ground.setWall(shift) } catch { throw FaultMiss("it could not be set: \(error)") }
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .shifted(let shift, let at, let atRealMs) = stage else { return nil }
        guard ground.now.ms - at.ms >= WallStage.lastsMsMin,
            ground.realMs - atRealMs >= WallStage.lastsRealMsMin
        else { return nil }
        let reading = ground.wall
        let ahead = reading.wallMs - reading.now.ms
        guard abs(ahead - shift.aheadMs(at: reading.now)) <= WallStage.roundingMs,
            abs(ahead) > WallStage.roundingMs
        else {
            throw FaultMiss(
                "the wall clock is ahead by \(ahead) ms, not by \(shift.aheadMs(at: reading.now))")
        }
        return FaultProof(
            "at \(reading.now.text) the wall clock says \(VirtualTime(ms: reading.wallMs).text), "
                + "\(ahead) ms ahead",
            facts: [
                ("ahead_ms", .number(ahead)), ("offset_ms", .number(shift.offsetMs)),
                ("drift_ms_per_s", .number(shift.driftMsPerSecond)), ("at_ms", .number(at.ms)),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        guard case .shifted = stage else { return }
        do { try ground.setWall(.none) } catch { throw FaultMiss("\(error)") }
        stage = .restored
    }
}

/// Two clocks read as one.
package struct WallReading: Equatable, Sendable {
    package let now: VirtualTime
    package let wallMs: Int64

    package init(now: VirtualTime, wallMs: Int64) {
        self.now = now
        self.wallMs = wallMs
    }
}
