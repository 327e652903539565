import EngineCore
import EngineFeed
package import EngineStore

/// Everything that `/healthz`, `/status` and `/metrics` show, at one moment.
package struct Vitals: Sendable {
    package var runID = ""
    package var startedMS: Int64 = 0
    package var host = ""
    package var port = 0
    package var observation = ObservationStatus()
    /// Nil until the store is open.
    package var storage: StorageStatus?

    package var log = LogSink.Totals()

    package init() {}

    /// A sync that takes longer is a disk that does not answer.
    package static let syncPatience = Duration.seconds(5)

    /// Why the engine is not well; empty when it is.
    package var reasons: [String] {
        var reasons: [String] = []
        if let storage {
            if let error = storage.failing { reasons.append("storage: \(error)") }
            if let error = storage.spoolFailing { reasons.append("spool: \(error)") }
            if storage.syncPending > Self.syncPatience {
                reasons.append(
                    "storage: a sync has not come back for \(storage.syncPending.components.seconds) s")
            }
            if storage.probePending > Self.syncPatience {
                reasons.append(
                    "storage: a probe has not come back for \(storage.probePending.components.seconds) s")
            }
        } else {
            reasons.append("starting: the store is not open yet")
        }
        if let problem = observation.problem { reasons.append(problem) }
        return reasons
    }

    /// `{"status":"healthy","reasons":[]}`
    package var health: [UInt8] {
        var line = LineWriter()
        line.open()
        line.key("status")
        line.value(reasons.isEmpty ? "healthy" : "unhealthy")
        line.key("reasons")
        line.openArray()
        for reason in reasons { line.value(reason) }
        line.closeArray()
        line.close()
        line.newline()
        return line.bytes
    }

    package var status: [UInt8] {
        var line = LineWriter(reserving: 1_024)
        line.open()
        line.key("run_id")
        line.value(runID)
        line.key("started_at")
        line.value(TimeText.of(startedMS))
        line.key("now")
        line.value(TimeText.of(observation.nowMS))
        line.key("state")
        line.value(observation.state.rawValue)
        line.key("healthy")
        line.value(reasons.isEmpty)
        line.key("feed")
        writeFeed(to: &line)
        line.key("markets")
        line.value(observation.markets)
        line.key("excluded")
        line.openArray()
        for coin in observation.excluded { line.value(coin) }
        line.closeArray()
        line.key("universe")
        line.open()
        line.key("polls")
        line.value(observation.polls)
        line.key("failed")
        line.value(observation.pollsFailed)
        line.key("last_problem")
        line.value(observation.pollProblem)
        line.close()
        line.key("signals")
        line.value(storage?.signals ?? 0)
        line.key("followups")
        line.value(storage?.followups ?? 0)
        line.key("reconnects")
        line.value(observation.reconnects)
        line.key("storage")
        writeStorage(to: &line)
        line.key("latency")
        writeLatency(to: &line)
        line.key("recording")
        writeRecording(to: &line)
        line.close()
        line.newline()
        return line.bytes
    }

    private func writeFeed(to line: inout LineWriter) {
        line.open()
        line.key("host")
        line.value(host)
        line.key("port")
        line.value(port)
        line.key("ready")
        line.value(observation.isReady)
        line.key("connected")
        line.value(observation.isConnected)
        line.key("connection")
        line.value(observation.connection)
        line.key("frames")
        line.value(observation.feed.framesIn)
        line.key("age_ms")
        line.value(max(0, observation.nowMS - observation.lastFrameMS))
        line.key("last_problem")
        line.value(observation.lastProblem)
        line.close()
    }

    /// Null when nothing is recorded.
    private func writeRecording(to line: inout LineWriter) {
        guard let recording = observation.recording else { return line.null() }
        line.open()
        line.key("path")
        line.value(recording.path)
        line.key("bytes")
        line.value(recording.bytes)
        line.key("lost")
        line.value(recording.lost)
        line.key("problem")
        if let problem = recording.problem { line.value(problem) } else { line.null() }
        line.close()
    }

    /// In real time, from a frame read from the socket on; the upper ends of the metrics' classes, never too low.
    private func writeLatency(to line: inout LineWriter) {
        let storage = storage ?? StorageStatus()
        line.open()
        for (name, latency) in [
            ("append", storage.appendLatency), ("durable", storage.durableLatency),
        ] {
            line.key(named: name)
            line.open()
            line.key("count")
            line.value(latency.count)
            for (name, ns) in [
                ("p50_us", latency.quantileNs(0.5)), ("p99_us", latency.quantileNs(0.99)),
                ("max_us", latency.count > 0 ? latency.maxNs : nil),
            ] {
                line.key(named: name)
                if let ns { line.value((ns + 999) / 1_000) } else { line.null() }
            }
            line.close()
        }
        line.close()
    }

    private func writeStorage(to line: inout LineWriter) {
        let storage = storage ?? StorageStatus()
        line.open()
        line.key("state")
        line.value(storage.state.rawValue)
        line.key("failing")
        if let error = storage.failing { line.value(error.description) } else { line.null() }
        line.key("spool_failing")
        if let error = storage.spoolFailing { line.value(error.description) } else { line.null() }
        line.key("spool_lines")
        line.value(storage.spoolLines)
        line.key("spool_bytes")
        line.value(storage.spoolBytes)
        line.key("dropped")
        line.value(storage.dropped)
        line.key("waiting")
        line.value(storage.waiting)
        line.close()
    }
}
