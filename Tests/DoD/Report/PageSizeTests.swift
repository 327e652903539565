import DoDReport
import Testing

@Suite("A report stays small, whatever it tells of")
struct PageSizeTests {
    /// A year of 300 markets, holes everywhere, and more of everything than is shown.
    @Test func theLargestReportIsBelowItsLimit() {
        var model = SampleModel.failed()
        var noise = Noise(state: 11)
        model.coverage = CoverageMap(
            firstHourMs: 0,
            rows: (0..<300).map { market in
                CoverageMap.Row(
                    label: "xyz:\(market) SOMETHING",
                    cells: (0..<2_000).map { _ in
                        CoverageMap.Cell(covered: Int(noise.next(61)), expected: 60)
                    })
            })
        let long = String(repeating: "many words of evidence ", count: 4)
        model.criteria = model.criteria.map {
            .init(
                id: $0.id, outcome: $0.outcome, summary: $0.summary, measured: $0.measured,
                required: $0.required,
                evidence: (0..<1_000).map { "\($0) \(long)" })
        }
        model.faults = (0..<1_000).map { index in
            Fault(
                id: "fault-\(index)", kind: "kind", about: "about", lift: "lift",
                armedMs: SampleModel.fromMs + Int64(index) * 60_000,
                outcome: .bitten(atMs: SampleModel.fromMs + Int64(index) * 60_000 + 1, proof: long),
                liftedMs: SampleModel.fromMs + Int64(index) * 60_000 + 30_000)
        }
        model.files = (0..<3_000).map {
            .init(path: "data/file-\($0).jsonl", bytes: $0, records: $0, crc32c: "00000000")
        }
        model.timeLine.signals = BarChart(
            binMs: 600_000, beginMs: SampleModel.fromMs, bins: (0..<60_000).map { $0 % 97 })
        model.timeLine.partialGaps = (0..<20_000).map {
            .init(
                fromMs: SampleModel.fromMs + Int64($0) * 4_000,
                toMs: SampleModel.fromMs + Int64($0) * 4_000 + 1_000)
        }
        model.notes = (0..<5_000).map { "note \($0)" }
        let page = HTMLReport().render(model)
        let size = page.utf8.count
        #expect(size < HTMLReport.bytesMax)
        // What is shown of each list and what is counted make the whole.
        let notes = page.ranges(of: "<li>note ").count
        #expect(notes > 100 && page.contains("and \(Numbers.grouped(5_000 - notes)) more, not shown"))
        let evidence = page.ranges(of: long).count / model.criteria.count
        #expect(evidence > 20)
        let files = page.ranges(of: "<tr class=\"\"><td>data/file-").count
        #expect(files > 100 && page.contains("and \(Numbers.grouped(3_000 - files)) more, not shown"))
        let lanes = page.contains("and 960 more, not shown")
        let binned = page.contains("12 hours a column, 3 markets a row")
        #expect(lanes && binned)
    }
}
