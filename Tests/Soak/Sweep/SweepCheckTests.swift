import SoakSweep
import Testing

/// Each flaw shown on files with that one defect.
@Suite("What a disturbed session leaves")
struct SweepCheckTests {
    static let signals = "signals_2026-01-20.jsonl"
    static let followups = "followups_2026-01-20.jsonl"
    let check = SweepCheck(
        SweepCheck.Baseline(
            files: [signals: ["s1", "s2", "s3", "t1", "t2"], followups: ["f1", "f2", "g1"]],
            sessions: [
                SweepCheck.Session(signals: ["s1", "s2", "s3"], followups: ["f1", "f2"]),
                SweepCheck.Session(signals: ["t1", "t2"], followups: ["g1"]),
            ]))

    private func flaws(
        _ signals: String, _ followups: String = "f1\nf2\ng1\n", counted: Int = 3
    ) -> [SweepCheck.Flaw] {
        check.flaws(
            files: [Self.signals: Array(signals.utf8), Self.followups: Array(followups.utf8)],
            promises: [.counted(counted), .whole])
    }

    @Test("everything there, or all that was promised: no flaw")
    func good() {
        #expect(flaws("s1\ns2\ns3\nt1\nt2\n").isEmpty)
        #expect(flaws("s1\nt1\nt2\n", "g1\n", counted: 1).isEmpty)
        #expect(
            flaws("s1\ns2\nt1\nt2\n", counted: 1).isEmpty, "a whole line that was never counted may be there")
    }

    @Test("each defect has its name")
    func defects() {
        #expect(flaws("s1\ns3\nt1\nt2\n") == [.lost("s2")])
        #expect(flaws("s1\nt1\nt2\n", "g1\n", counted: 2) == [.lost("s2")])
        #expect(flaws("s1\ns2\ns3\nt2\n") == [.lost("t1")], "the session after it is due as a whole")
        #expect(flaws("s1\ns2\ns3\nt1\nt2\n", "f1\nf2\n") == [.lost("g1")])
        #expect(flaws("s1\ns2\ns2\ns3\nt1\nt2\n") == [.doubled("s2", file: Self.signals)])
        #expect(flaws("s1\ns2\ns3s\nt1\nt2\n", counted: 2) == [.foreign("s3s", file: Self.signals)])
        #expect(flaws("s1\ns2\nst1\nt2\n", counted: 2) == [.foreign("st1", file: Self.signals), .lost("t1")])
        #expect(flaws("s1\n\ns2\ns3\nt1\nt2\n") == [.foreign("", file: Self.signals)])
        #expect(flaws("s2\ns1\ns3\nt1\nt2\n") == [.outOfOrder("s1", file: Self.signals)])
        #expect(flaws("s1\ns2\ns3\nt1\nt2") == [.noNewline(file: Self.signals)])
        #expect(flaws("s1\ns2\ns3\nt1\nt2\n", "f1\ns1\nf2\ng1\n") == [.foreign("s1", file: Self.followups)])
    }

    @Test("a file that is not there has lost what was promised of it")
    func missing() {
        let flaws = check.flaws(files: [:], promises: [.counted(1), .whole])
        #expect(flaws == ["s1", "t1", "t2", "g1"].map { .lost($0) })
    }

    @Test("what the engine said that it counted is read from its words")
    func counted() {
        let said = """
            storage: spooling
            Signal detected (#1), market: xyz:1, side: buy, edge_bps: 20.0
            Signal detected (#2), market: xyz:2, side: buy, edge_bps: 21.5
            """
        #expect(SweepCheck.counted(in: said) == 2)
        #expect(SweepCheck.counted(in: "") == 0)
        #expect(SweepCheck.counted(in: said + "\nSignal detected (#1") == 2)
    }
}
