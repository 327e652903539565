import SoakFaults

// A run at a venue is watched on a connection of its own.
extension Rehearsal {
    /// Signals of a bot that only writes those are rarer than messages.
    private static let signalsWitnessedMin: Int64 = 10

    func beginWitness() throws(Stop) {
        guard let witness = order.witness, now < order.window.to else { return }
        if !order.engine.isOwn { feedWatch = FeedWatch(witnessedMin: Self.signalsWitnessedMin) }
        do throws(SystemFailure) { try witness.begin(in: directory) } catch { throw .system(error) }
    }

    /// A feed that is dead for the engine but alive for the witness is found within a minute.
    func watchFeed() throws(Stop) {
        guard let witness = order.witness, realMs >= nextFeedLookMs else { return }
        nextFeedLookMs = realMs + FeedWatch.everyMs
        let seen = witness.seen
        let sign =
            order.engine.isOwn ? engine.ops?.status()?.feed?.frames : FileTree.bytes(in: directory.data)
        let news = feedWatch.look(
            sign: sign, witnessed: order.engine.isOwn ? seen.frames : seen.clearSignals,
            isRunning: engine.state.pid != nil, atMs: realMs)
        switch news {
        case .dead(let silentMs, let witnessed)?:
            console.say(
                "the feed is dead for the engine: nothing for \(silentMs / 1000) s, in which the observer got \(witnessed)"
            )
            try record(.feedDead(silentMs: silentMs, witnessed: witnessed))
        case .alive(let afterMs)?:
            console.say("the feed is alive again for the engine, after \(afterMs / 1000) s")
            try record(.feedAlive(afterMs: afterMs))
        case nil: break
        }
    }
}
