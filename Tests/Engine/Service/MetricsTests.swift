import EngineFeed
import EngineStore
import Testing

@testable import EngineService

@Suite struct MetricsTests {
    private func full() -> Vitals {
        var vitals = Vitals()
        vitals.runID = "r"
        vitals.startedMS = 1_768_893_180_007
        vitals.storage = StorageStatus()
        vitals.storage?.signals = 16
        vitals.storage?.followups = 30
        vitals.storage?.syncs = 4
        vitals.storage?.syncTotal = .microseconds(2_500)
        vitals.storage?.appendLatency.note(ns: 40_000, times: 3)
        vitals.storage?.appendLatency.note(ns: 60_000_000_000)
        vitals.observation.nowMS = 1_768_893_181_507
        vitals.observation.lastFrameMS = 1_768_893_181_000
        vitals.observation.totals.blocked[1] = 7
        vitals.observation.totals.blockedMS[1] = 1_234
        vitals.observation.totals.followupsMissed = 5
        vitals.observation.recording = RecorderStatus()
        vitals.log.warning = 3
        return vitals
    }

    @Test func aPageKeepsTheRules() {
        #expect(MetricsRules.problems(of: Metrics.text(full())) == [])
        #expect(MetricsRules.problems(of: Metrics.text(Vitals())) == [])
    }

    @Test func everythingIsThere() {
        let lines = Metrics.text(full()).split(separator: "\n").map(String.init)
        for line in [
            "hip3_build_info{version=\"\(EngineVersion.text)\"} 1", "hip3_signals_total 16",
            "hip3_followups_total{outcome=\"taken\"} 30", "hip3_followups_total{outcome=\"missed\"} 5",
            "hip3_followups_total{outcome=\"interrupted\"} 0", "hip3_frames_received_total 0",
            "hip3_messages_sent_total 0", "hip3_reconnects_total{cause=\"expired\"} 0",
            "hip3_reconnects_total{cause=\"stalled\"} 0", "hip3_connected 0", "hip3_markets 0",
            "hip3_signals_blocked_total{gate=\"ctx_age\"} 7",
            "hip3_blocked_seconds_total{gate=\"ctx_age\"} 1.234000",
            "hip3_signals_blocked_total{gate=\"halt\"} 0", "hip3_spool_lines 0", "hip3_spool_bytes 0",
            "hip3_storage_state{state=\"ok\"} 1", "hip3_storage_state{state=\"failing\"} 0",
            "hip3_dropped_total 0", "hip3_sync_seconds_sum 0.002500", "hip3_sync_seconds_count 4",
            "# TYPE hip3_signal_append_seconds histogram",
            "hip3_signal_append_seconds_bucket{le=\"0.000030\"} 0",
            "hip3_signal_append_seconds_bucket{le=\"0.000050\"} 3",
            "hip3_signal_append_seconds_bucket{le=\"10.000000\"} 3",
            "hip3_signal_append_seconds_bucket{le=\"+Inf\"} 4",
            "hip3_signal_append_seconds_sum 60.000120", "hip3_signal_append_seconds_count 4",
            "hip3_signal_durable_seconds_count 0", "hip3_log_lines_total{level=\"warning\"} 3",
            "hip3_feed_age_seconds 0.507000",
            "hip3_start_time_seconds 1768893180.007000", "hip3_recording_lost_total 0",
        ] { #expect(lines.contains(line), "\(line)") }
        for name in ["process_resident_memory_bytes", "process_open_fds", "process_cpu_seconds_total"] {
            #expect(lines.contains { $0.hasPrefix(name + " ") && !$0.hasSuffix(" 0") }, "\(name)")
        }
    }

    /// Each rule is seen to bite.
    @Test(
        arguments: [
            ("a_total 1\n", "a_total has no TYPE before it"),
            ("# HELP a A.\n# TYPE a counter\na 1\n", "counter a lacks _total"),
            ("# HELP a_total A.\n# TYPE a_total gauge\na_total 1\n", "gauge a_total ends in _total"),
            ("# HELP a A.\n# TYPE a gauge\na 1\na 2\n", "a comes twice"),
            ("# HELP a A.\n# TYPE a gauge\na x\n", "no number: a x"),
            ("# HELP a A.\n# TYPE a gauge\na{b=\"c} 1\n", "labels: a{b=\"c}"),
            ("# HELP a A.\n# TYPE a gauge\nb 1\n", "b stands outside its family"),
            ("# HELP a_ms A.\n# TYPE a_ms gauge\na_ms 1\n", "a_ms: not a base unit, or its kind in its name"),
            ("# HELP a A.\n# TYPE a gauge\n", "a has no sample"),
            (
                "# HELP a A.\n# TYPE a gauge\na 1\n# HELP b B.\n# TYPE b gauge\nb 1\n# HELP a A.\n",
                "a stands in two places"
            ),
            ("# HELP a A.\n# TYPE a gauge\na 1", "the last line has no end"),
            (histogram("a_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\n"), "a: bounds do not rise"),
            (histogram("a_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n"), "a: counts fall"),
            (histogram("a_bucket{le=\"1\"} 1\n"), "a has no bucket for all"),
            (histogram("a_bucket{le=\"+Inf\"} 2\n"), "a: its count is not that of all"),
            (histogram("a 1\n"), "a stands outside its family"),
        ]) func brokenRulesAreTold(text: String, problem: String)
    {
        #expect(MetricsRules.problems(of: text).contains(problem), "\(MetricsRules.problems(of: text))")
    }

    static func histogram(_ samples: String) -> String {
        "# HELP a A.\n# TYPE a histogram\n\(samples)a_sum 1\na_count 1\n"
    }

    @Test func statusSaysHowLongSignalsTake() {
        var vitals = Vitals()
        let unknown = String(decoding: vitals.status, as: UTF8.self)
        let nothing = #"{"count":0,"p50_us":null,"p99_us":null,"max_us":null}"#
        #expect(unknown.contains(#""latency":{"append":\#(nothing),"durable":\#(nothing)}"#))
        vitals.storage = StorageStatus()
        vitals.storage?.appendLatency.note(ns: 90_000, times: 99)
        vitals.storage?.appendLatency.note(ns: 4_000_100)
        let known = String(decoding: vitals.status, as: UTF8.self)
        let append = #"{"count":100,"p50_us":100,"p99_us":100,"max_us":4001}"#
        #expect(known.contains(#""latency":{"append":\#(append),"durable":\#(nothing)}"#))
    }

    @Test func labelsAndHelpAreEscaped() {
        var text = MetricsText()
        text.family("a", .gauge, "back\\slash\nline")
        text.sample("a", "1", [("b", "q\"b\\n\n")])
        #expect(text.text == "# HELP a back\\\\slash\\nline\n# TYPE a gauge\na{b=\"q\\\"b\\\\n\\n\"} 1\n")
        #expect(MetricsRules.problems(of: text.text) == [])
        #expect(
            [0, 1.5, 12.000_001, -3].map(MetricsText.seconds) == [
                "0.000000", "1.500000", "12.000001", "0.000000",
            ])
    }
}
