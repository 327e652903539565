import SoakStatus

/// Lines as the runner and the engine write them, without their chain, which nothing here looks at.
enum Lines {
    static let start: Int64 = 1_768_893_180_000  // 2026-01-20T07:13:00Z

    static func journal(_ type: String, _ atMs: Int64, _ members: String = "") -> String {
        "{\"type\":\"\(type)\",\"wall_ms\":\(atMs),\"virtual_ms\":\(atMs),\"seq\":0"
            + (members.isEmpty ? "" : ",\(members)") + "}"
    }

    static func runStarted(
        from: Int64 = start, hours: Int64 = 24, wall: Int64? = nil, rate: String = "1.0", faults: String = "",
        command: String = "hip3-soak run", synthetic: Bool = false
    ) -> String {
        """
        {"type":"run-started","wall_ms":\(wall ?? from),"virtual_ms":\(from),"seq":0,"run_id":"run-1",\
        "command":"\(command)","scenario":null,"seed":7,"feed":{"host":"h","port":443,"synthetic":\(synthetic)},\
        "window":{"from_ms":\(from),"to_ms":\(from + hours * 3_600_000)},"rate":\(rate),"faults":[\(faults)],\
        "versions":{"soak":"1","engine":"1"}}
        """
    }

    static func ledger(_ type: String, _ atMs: Int64, _ members: String) -> String {
        "{\"type\":\"\(type)\",\"at_ms\":\(atMs),\"seq\":0,\(members),\"chain\":\"00000000\"}"
    }

    static func minute(_ atMs: Int64, signals: [(String, Int)], errors: Int = 0, expired: Int = 0) -> String {
        let markets = signals.map {
            "{\"market\":\"\($0.0)\",\"signals\":\($0.1),\"followups_taken\":\($0.1 * 3),\"followups_missed\":1,"
                + "\"followups_interrupted\":0}"
        }
        return ledger(
            "minute", atMs,
            """
            "feed":{"frames_in":100,"reconnects":{"expired":\(expired),"closed":0}},"process":{"log_error":\(errors),\
            "log_warning":2,"log_info":3},"markets":[\(markets.joined(separator: ","))]
            """)
    }

    static func folded(_ lines: [String]) -> JournalFold {
        var fold = JournalFold()
        for line in lines { Array(line.utf8).withUnsafeBufferPointer { fold.add($0) } }
        return fold
    }

    static func foldedLedger(_ lines: [String]) -> LedgerFold {
        var fold = LedgerFold()
        for line in lines { Array(line.utf8).withUnsafeBufferPointer { fold.add($0) } }
        return fold
    }
}
