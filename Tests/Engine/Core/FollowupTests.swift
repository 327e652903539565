import EngineCore
import Testing

@Suite struct FollowupTests {
    func crossed() throws -> Observatory {
        var observatory = Observatory()
        try observatory.oracle("186.55", at: t0 - 500)
        try observatory.bbo("186.2", "186.23", at: t0)
        return observatory
    }

    @Test func writesTheGoldenLine() throws {
        var observatory = try crossed()
        observatory.bbo(slot: 0, bid: try level("186.2"), ask: try level("186.3", "2.0"), nowMS: t0 + 400)
        _ = observatory.takeActions()
        observatory.tick(nowMS: t0 + 1_001)
        let followup = try #require(observatory.takeActions().followups.first)
        #expect(
            line { followup.write(to: &$0) } == """
                {"signal_id":"sig_xyz:11_buy_1768920860122_0","market_key":"xyz:11","side":"buy",\
                "signal_timestamp_ms":1768920860122,"offset_ms":1000,"captured_at_ms":1768920861123,\
                "t0_oracle_px":186.55,"t0_best_px":186.23,"t0_raw_edge_bps":17.15,"oracle_px":186.55,\
                "best_px":186.3,"best_size":2.0,"raw_edge_bps":13.4,"edge_change_bps":-3.75,\
                "oracle_moved_bps":0.0,"market_moved_bps":3.76}

                """)
    }

    @Test func comesAtOneThreeAndFiveSeconds() throws {
        var observatory = try crossed()
        _ = observatory.takeActions()
        #expect(observatory.nextDeadlineMS == t0 + 1_000)
        observatory.tick(nowMS: t0 + 999)
        #expect(observatory.takeActions().isEmpty)
        for offset: Int64 in [1_000, 3_000, 5_000] {
            observatory.tick(nowMS: t0 + offset - 1)
            #expect(observatory.takeActions().isEmpty)
            observatory.tick(nowMS: t0 + offset)
            let followups = observatory.takeActions().followups
            #expect(followups.map(\.offsetMS) == [offset])
            #expect(followups.map(\.capturedAtMS) == [t0 + offset])
        }
        #expect(observatory.followupsPending == 0)
        let tally = try observatory.finalTally(at: t0 + 6_000)
        #expect(tally.followupsTaken == 3)
        #expect(tally.followupsDue == 3)
    }

    /// A frame that comes after the due time shows the book before it: the timer goes first.
    @Test func isTakenBeforeTheFrameThatComesLater() throws {
        var observatory = try crossed()
        _ = observatory.takeActions()
        try observatory.bbo("186.2", "186.5", at: t0 + 1_010)
        let followup = try #require(observatory.takeActions().followups.first)
        #expect(followup.best.price == (try px("186.23")))
        #expect(followup.capturedAtMS == t0 + 1_010)
    }

    @Test func aSellLooksAtTheBid() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("1002.0", "1003.0", at: t0)
        try observatory.bbo("1001.0", "1003.0", at: t0 + 500)
        try observatory.oracle("999.0", at: t0 + 600)
        observatory.tick(nowMS: t0 + 1_000)
        let followup = try #require(
            observatory.takeActions().followups.first { $0.signal.timestampMS == t0 })
        #expect(followup.best.price == (try px("1001.0")))
        #expect(followup.rawEdgeHundredths == 2_002)
        let text = line { followup.write(to: &$0) }
        #expect(
            text.contains("\"edge_change_bps\":0.02,\"oracle_moved_bps\":-10.0,\"market_moved_bps\":-9.98}"))
    }

    @Test func isMissedWhereThereIsNothingToSee() throws {
        var empty = try crossed()
        try empty.bbo("186.2", nil, at: t0 + 500)
        empty.tick(nowMS: t0 + 1_000)
        #expect(empty.takeActions().followups.isEmpty)
        #expect(try empty.finalTally(at: t0 + 1_500).followupsMissed == 1)

        var down = try crossed()
        down.connectionLost(nowMS: t0 + 500)
        down.tick(nowMS: t0 + 5_000)
        #expect(down.takeActions().followups.isEmpty)
        let tally = try down.finalTally(at: t0 + 5_500)
        #expect(tally.followupsMissed == 3)
        #expect(tally.followupsDue == 3)

        var nameless = try crossed()
        try nameless.oracle(nil, at: t0 + 500)
        nameless.tick(nowMS: t0 + 1_000)
        #expect(try nameless.finalTally(at: t0 + 1_500).followupsMissed == 1)
    }

    /// A process that was stopped for a minute does not sell the book of then as the market 1 s later.
    @Test func isMissedWhenItComesMuchTooLate() throws {
        var observatory = try crossed()
        _ = observatory.takeActions()
        observatory.tick(nowMS: t0 + 1_000 + 5_000)
        #expect(observatory.takeActions().followups.map(\.offsetMS) == [1_000, 3_000, 5_000])
        try observatory.bbo("186.2", "186.22", at: t0 + 7_000)
        observatory.tick(nowMS: t0 + 7_000 + 60_000)
        #expect(observatory.takeActions().followups.isEmpty)
    }

    @Test func manyAreTakenInTheOrderOfTheirTime() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        for step in 0..<4_000 {
            let ask = Price(mantissa: 99_800_000_000 - Int64(step))
            observatory.bbo(
                slot: 0, bid: nil, ask: Level(price: ask, size: Size(mantissa: 1)), nowMS: t0 + Int64(step))
        }
        var due: [Int64] = []
        var taken = 0
        observatory.tick(nowMS: t0 + 8_999)
        for followup in observatory.takeActions().followups {
            due.append(followup.signal.timestampMS + followup.offsetMS)
            taken += 1
        }
        #expect(taken == 4_000 * 3)
        let whileRunning = due.count { $0 <= t0 + 3_999 }
        #expect(due[whileRunning...].elementsEqual(due[whileRunning...].sorted()))
    }

    @Test func aRestartCountsWhatWasPending() throws {
        var observatory = try crossed()
        observatory.tick(nowMS: t0 + 1_000)
        let actions = observatory.takeActions()
        let signalLine = line { actions.signals[0].write(to: &$0) }
        let followupLine = line { actions.followups[0].write(to: &$0) }

        var interrupted = InterruptedFollowups(lastSeenMS: t0 + 2_000)
        interrupted.add(try Signal(line: signalLine.utf8))
        interrupted.add(try FollowupReference(line: followupLine.utf8))
        let counts = interrupted.counts()
        #expect(counts.map(\.marketKey) == ["xyz:11"])
        #expect(counts.map(\.count) == [2])

        var restarted = Observatory(nowMS: t0 + 10_000)
        restarted.addInterruptedFollowups(slot: 0, count: 2)
        let tally = try restarted.finalTally(at: t0 + 11_000)
        #expect(tally.followupsInterrupted == 2)
        #expect(tally.followupsDue == 2)

        var old = InterruptedFollowups(lastSeenMS: t0 + 5_001)
        old.add(try Signal(line: signalLine.utf8))
        #expect(old.counts().isEmpty)
    }

    @Test func linesAreReadBackAsTheyWereWritten() throws {
        var observatory = try crossed()
        let signal = try #require(observatory.takeSignals().first)
        let text = line { signal.write(to: &$0) }
        #expect(try Signal(line: text.utf8) == signal)
        #expect(try Signal(line: text.dropLast().utf8) == signal)
        for wrong in [
            String(text.dropLast(3)), text + "x", text.replacing("buy", with: "hold"),
            text.replacing("_0\"", with: "_x\""), text.replacing("186.55", with: "1e2"), "", "{}",
        ] {
            #expect(throws: LineFormError.self) { try Signal(line: wrong.utf8) }
        }
    }
}
