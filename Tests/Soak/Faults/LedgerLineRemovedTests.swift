import SoakFaults
import Testing

@Suite struct LedgerLineRemovedTests {
    @Test func aLineOfTheLedgerIsGone() throws {
        let text = (0..<20).map { "{\"type\":\"seal\",\"seq\":\($0)}\n" }.joined()
        let fault = LedgerLineRemoved(DamageTrial.plan(.ledgerLineRemoved))
        let trial = try DamageTrial(fault, text: text, file: "ledger")
        var lines = trial.linesBefore
        lines.remove(at: 14)
        #expect(trial.linesAfter == lines && trial.proof["path"] == .text("ledger_2026-01-20.jsonl"))
    }

    @Test func signalsAloneAreNoLedger() throws {
        let fault = LedgerLineRemoved(DamageTrial.plan(.ledgerLineRemoved))
        try DamageTrial.expectPatience(fault, text: DamageTrial.signals)
    }
}
