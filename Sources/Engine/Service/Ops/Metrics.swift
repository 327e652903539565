import EngineCore
import EngineFeed
import EngineStore

/// `/metrics`: the vitals as Prometheus text. `promtool check metrics` has nothing to say about it.
enum Metrics {
    static func text(_ vitals: Vitals) -> String {
        var metrics = MetricsText()
        writeRun(vitals, to: &metrics)
        writeFeed(vitals.observation, to: &metrics)
        writeFindings(vitals, to: &metrics)
        writeStorage(vitals.storage ?? StorageStatus(), to: &metrics)
        if let recording = vitals.observation.recording { write(recording, to: &metrics) }
        writeProcess(vitals, to: &metrics)
        return metrics.text
    }

    private static func writeRun(_ vitals: Vitals, to metrics: inout MetricsText) {
        metrics.family("hip3_build_info", .gauge, "The version that runs; always 1.")
        metrics.sample("hip3_build_info", "1", [("version", EngineVersion.text)])
        metrics.single(
            "hip3_healthy", .gauge, "1 when /healthz says 200, else 0.", vitals.reasons.isEmpty ? 1 : 0)
        metrics.single(
            "hip3_start_time_seconds", .gauge,
            "When the run began, by the engine's clock, since the Unix epoch.",
            seconds: Double(vitals.startedMS) / 1_000)
        metrics.single(
            "hip3_time_seconds", .gauge, "The engine's clock, since the Unix epoch.",
            seconds: Double(vitals.observation.nowMS) / 1_000)
    }

    private static func writeFeed(_ observation: ObservationStatus, to metrics: inout MetricsText) {
        let feed = observation.feed
        metrics.single(
            "hip3_connected", .gauge, "1 while a WebSocket to the venue is open, else 0.",
            observation.isConnected ? 1 : 0)
        metrics.single(
            "hip3_feed_ready", .gauge, "1 when every market is fed, else 0.", observation.isReady ? 1 : 0)
        metrics.single(
            "hip3_feed_age_seconds", .gauge,
            "How long ago the last frame came, or the run began; by the engine's clock.",
            seconds: Double(max(0, observation.nowMS - observation.lastFrameMS)) / 1_000)
        metrics.single(
            "hip3_connection_attempts_total", .counter, "Connections that were tried.", observation.connection
        )
        metrics.each(
            "hip3_reconnects_total", .counter, "Connections that were lost, by cause.", by: "cause",
            LossCause.allCases.filter { $0 != .shutdown }.map { ($0.name, feed.reconnects[Int($0.rawValue)]) }
        )
        metrics.single("hip3_frames_received_total", .counter, "Messages of the venue.", feed.framesIn)
        metrics.each(
            "hip3_frames_unusable_total", .counter, "Messages of the venue that said nothing, by reason.",
            by: "reason", [("malformed", feed.malformed), ("unknown", feed.unknown)])
        metrics.single("hip3_messages_sent_total", .counter, "Messages to the venue.", feed.messagesOut)
        metrics.single("hip3_markets", .gauge, "Markets that are watched.", observation.markets)
        metrics.single(
            "hip3_markets_excluded", .gauge, "Markets left out, as the venue cuts the connection for them.",
            observation.excluded.count)
        metrics.single(
            "hip3_universe_polls_total", .counter, "How often the venue's tables were asked for.",
            observation.polls)
        metrics.single(
            "hip3_universe_polls_failed_total", .counter, "Of these, how often nothing usable came back.",
            observation.pollsFailed)
    }

    private static func writeFindings(_ vitals: Vitals, to metrics: inout MetricsText) {
        let totals = vitals.observation.totals
        metrics.single(
            "hip3_signals_total", .counter, "Signals counted: whole lines in the files or the spool.",
            vitals.storage?.signals ?? 0)
        metrics.each(
            "hip3_followups_total", .counter, "Follow-ups by what came of them; taken ones are in the files.",
            by: "outcome",
            [
                ("interrupted", totals.followupsInterrupted), ("missed", totals.followupsMissed),
                ("taken", vitals.storage?.followups ?? 0),
            ])
        metrics.each(
            "hip3_signals_blocked_total", .counter, "Signals that a gate held back, by gate.", by: "gate",
            GateName.allCases.map { ($0.name, totals.blocked[Int($0.rawValue)]) })
        metrics.family(
            "hip3_blocked_seconds_total", .counter,
            "How long a gate blocked a market, summed over the markets, by gate.")
        for gate in GateName.allCases {
            let seconds = Double(totals.blockedMS[Int(gate.rawValue)]) / 1_000
            metrics.sample(
                "hip3_blocked_seconds_total", MetricsText.seconds(seconds), [("gate", gate.name)])
        }
    }

    private static func writeStorage(_ storage: StorageStatus, to metrics: inout MetricsText) {
        metrics.each(
            "hip3_storage_state", .gauge, "1 for the state in which the store is, 0 for the others.",
            by: "state",
            StorageState.allCases.map { ($0.rawValue, $0 == storage.state ? 1 : 0) })
        metrics.single(
            "hip3_dropped_total", .counter, "Lines lost, since neither place took them.", storage.dropped)
        metrics.single("hip3_spool_lines", .gauge, "Lines in the spool.", storage.spoolLines)
        metrics.single("hip3_spool_bytes", .gauge, "Bytes in the spool.", storage.spoolBytes)
        metrics.single("hip3_queue_lines", .gauge, "Lines that wait for the writer.", storage.waiting)
        metrics.family("hip3_sync_seconds", .summary, "How long group commits took on the disk.")
        metrics.sample("hip3_sync_seconds_sum", MetricsText.seconds(storage.syncTotal / .seconds(1)))
        metrics.sample("hip3_sync_seconds_count", "\(storage.syncs)")
        metrics.histogram(
            "hip3_signal_append_seconds",
            "From a frame read from the socket to its signal's line taken by the file or the spool.",
            storage.appendLatency)
        metrics.histogram(
            "hip3_signal_durable_seconds",
            "From a frame read from the socket to its signal's line sealed, which follows the sync.",
            storage.durableLatency)
        metrics.single(
            "hip3_sync_pending_seconds", .gauge, "How long the group commit under way has taken so far.",
            seconds: storage.syncPending / .seconds(1))
    }

    private static func write(_ recording: RecorderStatus, to metrics: inout MetricsText) {
        metrics.single("hip3_recording_bytes", .gauge, "Length of the recording.", recording.bytes)
        metrics.single(
            "hip3_recording_lost_total", .counter, "Inputs that the recording lacks, since it ended early.",
            recording.lost)
    }

    private static func writeProcess(_ vitals: Vitals, to metrics: inout MetricsText) {
        let log = vitals.log
        metrics.each(
            "hip3_log_lines_total", .counter, "Log lines, by level.", by: "level",
            [("error", log.error), ("info", log.info), ("warning", log.warning)])
        metrics.single("hip3_log_lost_total", .counter, "Log lines that the log took no more.", log.lost)
        metrics.single(
            "process_resident_memory_bytes", .gauge, "Resident memory size in bytes.",
            ProcessFacts.residentBytes)
        metrics.single(
            "process_open_fds", .gauge, "Number of open file descriptors.", ProcessFacts.openFiles)
        metrics.single(
            "process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.",
            seconds: ProcessFacts.cpuSeconds)
    }
}

/// How a store is, in a word.
enum StorageState: String, CaseIterable {
    case ok, spooling, failing
}

extension StorageStatus {
    var state: StorageState { failing != nil ? .failing : spoolLines > 0 ? .spooling : .ok }
}
