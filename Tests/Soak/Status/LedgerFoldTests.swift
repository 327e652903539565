import DoDFormat
import SoakStatus
import Testing

@Suite("A ledger, line by line")
struct LedgerFoldTests {
    @Test("Minutes add up by market, log level and cause")
    func minutes() {
        let fold = Lines.foldedLedger([
            Lines.minute(1, signals: [("xyz:1", 2), ("xyz:10", 5)], errors: 1, expired: 1),
            Lines.minute(2, signals: [("xyz:1", 3)], expired: 1),
        ])
        #expect(fold.signalsByMarket[MarketKey(dex: "xyz", index: 1)] == 5)
        #expect(fold.signalsByMarket[MarketKey(dex: "xyz", index: 10)] == 5)
        #expect(fold.logLines == RunStatus.LogLines(errors: 1, warnings: 4, infos: 6))
        #expect(fold.reconnects == ["expired": 2])
        #expect(fold.followupsTaken == 30 && fold.followupsLost == 3)
        #expect(fold.framesIn == 200 && fold.lastMs == 2)
    }

    @Test("Sealed and adopted signals count, other files do not")
    func sealed() {
        let fold = Lines.foldedLedger([
            Lines.ledger(
                "seal", 1,
                """
                "late":false,"files":[{"file":"signals_2026-01-20.jsonl","from":0,"to":9,"records":4,"crc32c":"x"},\
                {"file":"followups_2026-01-20.jsonl","from":0,"to":9,"records":8,"crc32c":"x"}]
                """),
            Lines.ledger(
                "adopted", 2, "\"file\":\"signals_2026-01-20.jsonl\",\"from\":9,\"to\":10,\"records\":1"),
        ])
        #expect(fold.signalsSealed == 5)
    }

    @Test("The last word on connection and storage")
    func last() {
        let fold = Lines.foldedLedger([
            Lines.ledger(
                "connection", 1, "\"event\":\"ready\",\"connection\":1,\"cause\":null,\"detail\":null"),
            Lines.ledger(
                "connection", 5, "\"event\":\"lost\",\"connection\":1,\"cause\":\"closed\",\"detail\":\"x\""),
            Lines.ledger(
                "storage", 6,
                "\"event\":\"failing\",\"operation\":\"write\",\"path\":\"p\",\"errno\":28,\"records\":null,\"bytes\":null"
            ),
            "torn",
        ])
        #expect(fold.connection?.word == "lost" && fold.connection?.cause == "closed")
        #expect(fold.connection?.sinceMs == 5)
        #expect(fold.storage?.event == "failing" && fold.storage?.detail == "write p errno 28")
        #expect(fold.unreadable == 1)
    }
}
