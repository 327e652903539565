import EngineStore

/// `/metrics`: the vitals as Prometheus text (version 0.0.4).
enum Metrics {
    private enum Kind: String {
        case counter, gauge
    }

    static func text(_ vitals: Vitals) -> String {
        let storage = vitals.storage
        let rows: [(name: String, kind: Kind, help: String, value: Int64)] = [
            ("hip3_healthy", .gauge, "1 when /healthz says 200.", vitals.reasons.isEmpty ? 1 : 0),
            ("hip3_signals_total", .counter, "Signals counted.", Int64(storage?.signals ?? 0)),
            ("hip3_followups_total", .counter, "Follow-ups counted.", Int64(storage?.followups ?? 0)),
            ("hip3_dropped_total", .counter, "Lines lost.", Int64(storage?.dropped ?? 0)),
            ("hip3_spool_lines", .gauge, "Lines in the spool.", Int64(storage?.spoolLines ?? 0)),
            ("hip3_spool_bytes", .gauge, "Bytes in the spool.", Int64(storage?.spoolBytes ?? 0)),
            ("hip3_queue_lines", .gauge, "Lines waiting for the writer.", Int64(storage?.waiting ?? 0)),
            ("hip3_feed_ready", .gauge, "1 when every market is fed.", vitals.observation.isReady ? 1 : 0),
            ("hip3_reconnects_total", .counter, "Connections lost.", Int64(vitals.observation.reconnects)),
            ("hip3_markets", .gauge, "Markets watched.", Int64(vitals.observation.markets)),
            ("hip3_markets_excluded", .gauge, "Markets left out.", Int64(vitals.observation.excluded.count)),
            ("hip3_universe_polls_total", .counter, "Polls of meta.", Int64(vitals.observation.polls)),
            (
                "hip3_universe_polls_failed_total", .counter, "Polls of meta without a usable answer.",
                Int64(vitals.observation.pollsFailed)
            ),
            ("hip3_resident_bytes", .gauge, "Resident memory.", ProcessFacts.residentBytes),
            ("hip3_open_files", .gauge, "Open files.", Int64(ProcessFacts.openFiles)),
        ]
        return rows.map { row in
            "# HELP \(row.name) \(row.help)\n# TYPE \(row.name) \(row.kind.rawValue)\n\(row.name) \(row.value)\n"
        }.joined()
    }
}
