/// What the machine does about coins that the venue may not know, and about a universe that changes while it
/// watches.
extension FeedMachine {
    /// How long a connection must have been well before a coin is tried against which it counts. Of random length:
    /// a network that ends each connection after the same time must not look like a coin.
    static let calmMS: ClosedRange<Int64> = 2_000...5_000

    /// A market more, at the next slot. It is subscribed on the connection that lives, apart from the others.
    package mutating func add(coin: String, nowMS: Int64) {
        coins.append(coin)
        trial.add()
        guard case .open(var session) = takeState() else { return wake(nowMS: nowMS) }
        session.add(coin)
        state = .open(session)
        advanceTrial(nowMS: nowMS)
        flush(nowMS: nowMS)
    }

    /// The venue calls the market by another name from now on.
    package mutating func rename(slot: Int, to coin: String, nowMS: Int64) {
        coins[slot] = coin
        trial.reconsider(slot)
        guard case .open(var session) = takeState() else { return wake(nowMS: nowMS) }
        session.rename(slot: slot, to: coin)
        state = .open(session)
        flush(nowMS: nowMS)
    }

    /// The venue halted or delisted the market, or lists it again: whether its silence is a fault.
    package mutating func expect(slot: Int, speaks: Bool, nowMS: Int64) {
        if speaks { quiet.remove(slot) } else { quiet.insert(slot) }
        guard case .open(var session) = takeState() else { return }
        session.expect(slot: slot, speaks)
        state = .open(session)
    }

    /// Something that the venue says of the market changed: if it was left out, it is worth another try.
    package mutating func reconsider(slot: Int, nowMS: Int64) {
        trial.reconsider(slot)
        wake(nowMS: nowMS)
    }

    /// Moves the trial of suspected coins on as far as it goes.
    mutating func advanceTrial(nowMS: Int64) {
        guard case .open(var session) = takeState() else { return }
        while step(&session, nowMS: nowMS) {}
        state = .open(session)
    }

    /// True when it went a step further.
    private mutating func step(_ session: inout FeedSession, nowMS: Int64) -> Bool {
        switch session.trialStage {
        case .settling:
            guard session.isSettled || nowMS - session.openedMS >= settings.acknowledgementTimeoutMS else {
                return false
            }
            session.trialStage = .resting
        case .resting:
            trial.takeDueRetry(nowMS: nowMS)
            guard !trial.groups.isEmpty else { return false }
            let bound = FeedMachine.calmMS.upperBound - FeedMachine.calmMS.lowerBound
            let calmMS = trial.nextNeedsCalm ? FeedMachine.calmMS.lowerBound + jitter.upTo(bound) : 0
            session.trialStage = .calm(untilMS: nowMS + calmMS)
            session.nextCheckMS = min(session.nextCheckMS, nowMS + calmMS)
        case .calm(let untilMS):
            guard nowMS >= untilMS, let group = trial.groups.first else {
                if nowMS < untilMS { session.nextCheckMS = min(session.nextCheckMS, untilMS) }
                return false
            }
            session.join(group)
            session.trialStage = .trying(group, sinceMS: nowMS)
        case .trying(let group, let sinceMS):
            // Without an answer and without a cut: an acknowledgement was lost, which is another matter.
            guard session.areLive(group) || nowMS - sinceMS >= settings.acknowledgementTimeoutMS else {
                return false
            }
            for slot in trial.clearFirst() {
                actions.append(.note(.reinstated(slot: slot, coin: coins[slot])))
            }
            session.trialStage = .resting
        }
        return true
    }

    /// The connection ended without a close frame: perhaps because of a coin. Gives words for the log.
    mutating func judgeCut(_ session: FeedSession, nowMS: Int64) -> String {
        let unanswered = session.unanswered
        if case .trying = session.trialStage {
            if let slot = trial.cutWhileTrying(unanswered: unanswered, nowMS: nowMS) {
                let note = FeedNote.excluded(slot: slot, coin: coins[slot], cuts: CoinTrial.strikesMax)
                actions.append(.note(note))
            }
            // A cut that is understood is no reason to stay away from the venue; the budget still holds.
            if !unanswered.isEmpty, trial.hasTrusted { backoff.reset() }
        } else {
            trial.cut(unanswered: unanswered)
        }
        guard let first = unanswered.first else { return "" }
        let others = unanswered.count > 1 ? " and \(unanswered.count - 1) more" : ""
        return " while \(coins[first])\(others) was not acknowledged"
    }

    /// There may be something to connect for again.
    private mutating func wake(nowMS: Int64) {
        if case .waiting = state { tick(nowMS: nowMS) }
    }
}
