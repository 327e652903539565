import DoDAnalysis
import DoDFormat
import Testing

@Suite("When a connection was up")
struct ConnectionTimelineTests {
    static let start = EngineStart(
        runID: "e", clock: .system, feed: FeedOrigin(host: "h", port: 1, synthetic: false, seed: nil))
    static let stop = LedgerEvent.stop(
        Totals(day: UTCDay(daysSinceEpoch: 0), files: [], signals: 0, followups: 0, dropped: 0))

    func timeline(_ events: [(Int64, LedgerEvent)], exitsMS: [Int64] = []) -> ConnectionTimeline {
        ConnectionTimeline(
            Ledger(
                lines: events.enumerated().map { index, line in
                    LedgerLine(
                        place: LinePlace(file: "l", line: Int64(index), byteOffset: 0), seq: Int64(index),
                        atMS: line.0, event: line.1)
                }), exitsMS: exitsMS)
    }

    func connection(_ kind: ConnectionEvent.Kind, _ number: Int64 = 1, _ cause: String? = nil) -> LedgerEvent
    {
        .connection(ConnectionEvent(kind, connection: number, cause: cause))
    }

    @Test("Up from subscribed to lost; tries in between are counted")
    func spans() {
        let timeline = timeline([
            (0, .start(Self.start)), (1, connection(.connected)), (5, connection(.subscribed)),
            (6, connection(.ready)), (100, connection(.lost, 1, "expired")),
            (110, connection(.lost, 2, "refused")), (120, connection(.connected, 3)),
            (130, connection(.subscribed, 3)), (200, connection(.lost, 3, "shutdown")), (201, Self.stop),
        ])
        #expect(
            timeline.spans.map(\.window) == [
                TimeWindow(fromMS: 5, toMS: 100), TimeWindow(fromMS: 130, toMS: 200),
            ])
        #expect(timeline.spans.map(\.cause) == ["expired", "shutdown"])
        #expect(timeline.outages.map(\.origin) == [.firstStart, .lost(cause: "expired")])
        #expect(timeline.outages.last?.attempts == 1)
        #expect(timeline.outages.last?.toMS == 130)
    }

    @Test("A process that died was up no longer than it spoke, or than the runner saw it")
    func died() {
        let events: [(Int64, LedgerEvent)] = [
            (0, .start(Self.start)), (5, connection(.subscribed)),
            (1_000, .seal(Seal(isLate: false, ranges: []))),
            (90_000, .start(Self.start)), (91_000, connection(.subscribed)),
        ]
        let alone = timeline(events)
        #expect(alone.outages.last?.origin == .processDied)
        #expect(alone.outages.last?.window == TimeWindow(fromMS: 1_000, toMS: 91_000))
        #expect(alone.outages.last?.isOverRestart == true)
        #expect(timeline(events, exitsMS: [40_000]).outages.last?.fromMS == 40_000)
        // Later than a live engine stays silent: it had hung before.
        #expect(timeline(events, exitsMS: [80_000]).outages.last?.fromMS == 1_000)
    }

    @Test("What never comes back stays open; a loss that nobody wrote down is one")
    func open() {
        let gone = timeline([
            (0, .start(Self.start)), (5, connection(.subscribed)), (50, connection(.lost, 1, "closed")),
            (70, connection(.lost, 2, "refused")), (500, Self.stop),
        ])
        #expect(gone.outages.last?.toMS == nil)
        #expect(gone.outages.last?.lastSeenMS == 500)
        let silent = timeline([
            (0, .start(Self.start)), (5, connection(.subscribed)), (50, connection(.connected, 2)),
            (60, connection(.subscribed, 2)),
        ])
        #expect(silent.outages.last?.origin == .lost(cause: "unknown"))
        #expect(silent.spans.first?.window == TimeWindow(fromMS: 5, toMS: 50))
    }
}
