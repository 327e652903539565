import DoDChecks
import DoDFormat
import Testing

@Suite("Files without a ledger, beside a truth:")
struct NoLedgerTests {
    private func completeness(_ edit: (inout DayFolder) -> Void) throws -> CriterionResult {
        var folder = DayFolder(SyntheticDay())
        folder.files[DayFolder.ledger] = nil
        edit(&folder)
        return try folder.result(.completeness, DayFolder.policy)
    }

    @Test("what is there is compared, and stays without a verdict")
    func whole() throws {
        let result = try completeness { _ in }
        #expect(result.outcome == .unknown, "\(result)")
        #expect(result.measured["lost"] == .count(0), "\(result)")
        #expect(result.summary.contains("no ledger"), "\(result)")
    }

    @Test("a signal that is not there is LOST")
    func lost() throws {
        let result = try completeness { $0.editLines(DayFolder.signals) { $0.remove(at: 5) } }
        #expect(result.outcome == .fail && result.summary.contains("1 LOST"), "\(result)")
    }

    @Test("a signal that is there twice is DOUBLED")
    func doubled() throws {
        let result = try completeness { $0.editLines(DayFolder.signals) { $0.insert($0[5], at: 6) } }
        #expect(result.outcome == .fail && result.summary.contains("1 DOUBLED"), "\(result)")
    }

    @Test("rows that no reader gives are LOST, by their number")
    func unreadableTable() throws {
        let result = try completeness {
            $0.files[DayFolder.signals] = nil
            $0.files["data/signals_2026-01-20.parquet"] = Array("PAR1".utf8)
        }
        #expect(result.outcome == .fail, "\(result)")
        #expect(result.summary.contains("at least 24 LOST (of 24"), "\(result)")
    }

    @Test("a truth that is not whole convicts no table")
    func doubtfulTruth() throws {
        let result = try completeness {
            $0.files[DayFolder.signals] = nil
            $0.files["data/signals_2026-01-20.parquet"] = Array("PAR1".utf8)
            $0.files["truth/summary.json"] = nil
        }
        #expect(result.outcome == .unknown, "\(result)")
    }
}
