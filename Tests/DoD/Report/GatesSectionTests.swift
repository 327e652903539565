import DoDReport
import Testing

@Suite("The section on gates")
struct GatesSectionTests {
    @Test func eachGateHasItsCountAndItsMinutes() {
        var model = SampleModel.rehearsal()
        model.gates = [
            GateRow(
                name: "bbo_age", signals: 1_234, blockedMs: 750_000, markets: 12,
                longest: "xyz:TSLA (xyz:1), 2 min"),
            GateRow(name: "halt", signals: 0, blockedMs: 0, markets: 0),
        ]
        let page = HTMLReport().render(model)
        #expect(page.contains("<h2>Gates</h2>"))
        #expect(page.contains("2 gates on; 1,234 signals kept back, 12.50 market-minutes blocked."))
        #expect(
            page.contains(
                "<tr><td>bbo_age</td><td class=\"n\">1,234</td><td class=\"n\">12.50</td><td class=\"n\"></td><td></td><td class=\"n\">12</td><td>xyz:TSLA (xyz:1), 2 min</td></tr>"
            ))
        #expect(
            page.contains(
                "<tr><td>halt</td><td class=\"n\">0</td><td class=\"n\">0.00</td><td class=\"n\"></td><td></td><td class=\"n\">0</td><td></td></tr>"
            ))
    }

    @Test func anEngineThatMeasuredNoTimeSaysSo() {
        var model = SampleModel.rehearsal()
        model.gates = [GateRow(name: "bbo_age", signals: 1, blockedMs: nil, markets: 1)]
        let page = HTMLReport().render(model)
        #expect(page.contains("1 gate on; 1 signal kept back, how long they blocked was not recorded."))
        #expect(page.contains("<td>bbo_age</td><td class=\"n\">1</td><td class=\"n\">–</td>"))
    }

    @Test func withoutALedgerThereIsNone() {
        #expect(!HTMLReport().render(SampleModel.rehearsal()).contains("<h2>Gates</h2>"))
    }
}
