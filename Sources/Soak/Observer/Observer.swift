import Dispatch
package import SoakFaults
package import SoakRunner
import SoakTruth
import SoakVenue
import Synchronization

/// The runner's own connection to the venue of a run: records what comes, and finds in it what the engine must find.
///
/// Shares nothing with the engine but the venue. It holds two subscriptions a market, as the engine does; both count
/// against the limits of this machine's address.
package final class Observer: RunWitness {
    static let pingEveryNs: Int64 = 30_000_000_000
    static let muteNs: Int64 = 60_000_000_000
    static let askAgainNs: Int64 = 300_000_000_000
    static let backoffFirstMs = 1_000
    static let backoffMaxMs = 30_000
    private static let lookMs = 200
    private static let lookEveryMs: Int64 = 1_000
    private static let pieceMs: Int64 = 60_000

    private struct State {
        var seen = WitnessCount()
        var isEnding = false
    }

    private let venue: VenueAddress
    private let policy: TruthPolicy
    private let dex: String
    private let caFile: String?
    private let watchedMsMin: Int64
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)
    private let hasBegun = Atomic<Bool>(false)

    /// `config`: the text of the engine's configuration; nil: the deployed values. `durationMs` of the run: a short
    /// one can't wait long before it takes its word for something.
    package init(_ venue: VenueAddress, config: String?, durationMs: Int64) {
        self.venue = venue
        policy = config.flatMap { try? EngineTerms.policy(of: $0) } ?? EngineTerms.deployed
        (dex, caFile) = config.map { EngineTerms.place(of: $0) } ?? ("xyz", nil)
        watchedMsMin = min(ClearSignals.watchedMs, max(2_000, durationMs / 20))
    }

    package var seen: WitnessCount { state.withLock { $0.seen } }

    package func begin(in directory: RunDirectory) throws(SystemFailure) {
        let folder = try ObserverFolder(directory.observer)
        let watch = Watch(
            folder: folder, recording: FrameRecording(folder.path),
            machine: ObserverMachine(
                dex: dex, policy: policy, connections: folder.connections, watchedMsMin: watchedMsMin))
        hasBegun.store(true, ordering: .releasing)
        let box = Carried(watch)
        DispatchQueue(label: "observer").async { [self] in
            self.run(box.watch)
            ended.signal()
        }
    }

    /// Waits until its files are whole.
    package func end() {
        guard hasBegun.exchange(false, ordering: .acquiringAndReleasing) else { return }
        state.withLock { $0.isEnding = true }
        ended.wait()
    }

    private var isEnding: Bool { state.withLock { $0.isEnding } }

    /// What the observer's thread alone holds.
    private final class Watch {
        let folder: ObserverFolder
        var recording: FrameRecording
        var machine: ObserverMachine
        var connection: Int
        var pieceFromMs = MachineClock.wallMs
        var lookedMs: Int64 = 0
        /// Writes that the disk did not take.
        var unwritten = 0

        init(folder: ObserverFolder, recording: FrameRecording, machine: ObserverMachine) {
            self.folder = folder
            self.recording = recording
            self.machine = machine
            connection = folder.connections
        }

        /// Once a second what was found goes to the files.
        func look(wallMs: Int64) {
            guard wallMs - lookedMs >= Observer.lookEveryMs else { return }
            lookedMs = wallMs
            machine.pass(wallMs: wallMs)
            write()
        }

        func write() {
            let lines = machine.takeLines()
            for (bytes, name) in [
                (lines.signals, ObserverFolder.Name.signals), (lines.connections, .connections),
                (lines.minutes, .minutes),
            ] where !folder.append(bytes, to: name) { unwritten += 1 }
        }

        func endPiece(wallMs: Int64) {
            pieceFromMs = wallMs
            guard let piece = recording.endPiece() else { return }
            folder.record("recorded", wallMs: wallMs) {
                $0.text("file", piece.file)
                $0.number("from", piece.from)
                $0.number("to", piece.to)
                $0.number("frames", piece.frames)
                $0.text("crc32c", piece.crc32c)
            }
        }
    }

    /// Handed to the one thread that uses it.
    private struct Carried: @unchecked Sendable {
        let watch: Watch
        init(_ watch: Watch) { self.watch = watch }
    }

    private func run(_ watch: Watch) {
        watch.folder.record("start", wallMs: MachineClock.wallMs) { line in
            line.text("venue", venue.webSocketURL)
            line.text("dex", dex)
            line.number("cost_hundredths", policy.costHundredths)
            line.optional("bbo_age_ms", policy.bboAgeMs)
            line.optional("ctx_age_ms", policy.ctxAgeMs)
            line.number("watched_ms_min", watchedMsMin)
        }
        var backoffMs = Self.backoffFirstMs
        while !isEnding {
            do throws(LinkFailure) {
                try ask(watch)
                try listen(watch, &backoffMs)
            } catch { trouble(error.what, watch) }
            rest(ms: backoffMs)
            backoffMs = min(backoffMs * 2, Self.backoffMaxMs)
        }
        let nowMs = MachineClock.wallMs
        watch.machine.finish(wallMs: nowMs, steadyNs: MachineClock.steadyNs)
        watch.write()
        watch.endPiece(wallMs: nowMs)
        watch.folder.record("stop", wallMs: nowMs) {
            $0.number("frames", watch.machine.framesIn)
            $0.number("clear", watch.machine.clearCount)
            $0.number("ambiguous", watch.machine.ambiguousCount)
            $0.number("unreadable", watch.machine.unreadable)
            $0.number("unwritten", watch.unwritten)
        }
    }

    private func trouble(_ text: String, _ watch: Watch) {
        watch.folder.record("problem", wallMs: MachineClock.wallMs) { $0.text("text", text) }
        state.withLock {
            $0.seen.isConnected = false
            $0.seen.problem = text
        }
    }

    private func ask(_ watch: Watch) throws(LinkFailure) {
        let perpDexs = try? VenueQuestion.ask(venue, #"{"type":"perpDexs"}"#, caFile: caFile)
        let meta = try VenueQuestion.ask(venue, #"{"type":"meta","dex":"\#(dex)"}"#, caFile: caFile)
        let caps = perpDexs.flatMap { $0.status == 200 ? $0.body : nil }
        guard meta.status == 200,
            watch.machine.answered(meta: meta.body, perpDexs: caps, atMs: MachineClock.wallMs)
        else { throw LinkFailure("no universe of \(dex) at \(venue.infoURL) (status \(meta.status))") }
    }

    /// Until the connection ends, or the run does.
    private func listen(_ watch: Watch, _ backoffMs: inout Int) throws(LinkFailure) {
        let link = try VenueLink.open(venue, caFile: caFile)
        defer { link.vanish() }
        watch.connection += 1
        var pingNs = MachineClock.steadyNs
        var askedNs = pingNs
        var lastNs = pingNs
        for text in watch.machine.connected(wallMs: MachineClock.wallMs, steadyNs: pingNs) { link.send(text) }
        state.withLock {
            $0.seen.isConnected = true
            $0.seen.problem = nil
        }
        while !isEnding {
            let arrival = link.inbox.take(withinMs: Self.lookMs)
            let nowNs = MachineClock.steadyNs
            let nowMs = MachineClock.wallMs
            switch arrival?.event {
            case .text(let bytes)?:
                lastNs = nowNs
                backoffMs = Self.backoffFirstMs
                watch.recording.add(bytes, connection: watch.connection, wallMs: arrival?.wallMs ?? nowMs)
                watch.machine.take(
                    bytes, wallMs: arrival?.wallMs ?? nowMs, steadyNs: arrival?.steadyNs ?? nowNs)
            case .closed(let end)?: return lose(watch, "\(end)")
            case .protocolPing?, nil: break
            }
            watch.look(wallMs: nowMs)
            state.withLock {
                $0.seen.frames = watch.machine.framesIn
                $0.seen.clearSignals = Int64(watch.machine.clearCount)
            }
            if nowNs - lastNs > Self.muteNs {
                return lose(watch, "mute for \(Self.muteNs / 1_000_000_000) s")
            }
            if nowNs - pingNs > Self.pingEveryNs {
                pingNs = nowNs
                link.send(#"{"method":"ping"}"#)
            }
            if nowNs - askedNs > Self.askAgainNs {
                askedNs = nowNs
                try? ask(watch)
            }
            if nowMs - watch.pieceFromMs > Self.pieceMs { watch.endPiece(wallMs: nowMs) }
        }
        watch.machine.lost(wallMs: MachineClock.wallMs, steadyNs: MachineClock.steadyNs)
    }

    private func lose(_ watch: Watch, _ why: String) {
        watch.machine.lost(wallMs: MachineClock.wallMs, steadyNs: MachineClock.steadyNs)
        watch.write()
        trouble("connection lost: \(why)", watch)
    }

    private func rest(ms: Int) {
        var left = ms
        while left > 0, !isEnding {
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(min(left, Self.lookMs)))
            left -= Self.lookMs
        }
    }
}
