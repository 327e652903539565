import DoDAnalysis
import DoDCalendar
import DoDFormat
import Testing

@Suite("Signals merged into episodes")
struct EpisodeTests {
    /// A Tuesday, 15:00 UTC: regular hours.
    static let beginMS = ISOTime.milliseconds("2026-01-20T15:00:00Z")!

    func folder(_ signals: [SignalFolder.Signal]) throws -> SignalFolder {
        let folder = try SignalFolder()
        folder.signals = signals
        return folder
    }

    @Test("A gap of 5 s belongs to the episode, a millisecond more does not")
    func gap() throws {
        let at = Self.beginMS
        let sums = try folder([
            .init(atMS: at), .init(atMS: at + 5_000), .init(atMS: at + 10_001), .init(atMS: at + 10_002),
        ]).sums()
        let analysis = SignalAnalysis(sums)
        #expect(analysis.total.episodes == 2 && analysis.total.signals == 4)
        #expect(analysis.durationMS.total == 2)
    }

    @Test("Each market and side has its own")
    func sides() throws {
        let at = Self.beginMS
        let sums = try folder([
            .init(atMS: at), .init(atMS: at + 1, isBuy: false), .init(atMS: at + 2, market: 1),
            .init(atMS: at + 3),
        ]).sums()
        #expect(SignalAnalysis(sums).total.episodes == 3)
    }

    @Test("The opening bell cuts an episode, and each half has its phase")
    func bell() throws {
        let open = ISOTime.milliseconds("2026-01-20T14:30:00Z")!
        let sums = try folder((0..<10).map { .init(atMS: open - 5_000 + $0 * 1_000) }).sums()
        let analysis = SignalAnalysis(sums)
        #expect(analysis.phasesInOrder == [.regular, .pre])
        #expect(analysis.phases[.pre]?.signals == 5 && analysis.phases[.regular]?.signals == 5)
    }

    @Test("The first signal counts: its gain less fee and slippage, at each horizon")
    func value() throws {
        let at = Self.beginMS
        let sums = try folder([
            .init(atMS: at, gains: [2_000, 1_500, 1_000]),
            .init(atMS: at + 900, gains: [9_900, 9_900, 9_900]),
            .init(atMS: at + 60_000, isBuy: false, gains: [nil, nil, -1_000]),
        ]).sums()
        let total = SignalAnalysis(sums).total
        // No ledger tells the costs: those of the default config, 6 bps.
        #expect(sums.withAssumedCosts == 2)
        #expect(total.net.oneSecond.n == 1 && total.net.oneSecond.mean == 1_400)
        #expect(total.net.threeSeconds.mean == 900)
        #expect(total.net.fiveSeconds.n == 2 && total.net.fiveSeconds.mean == -600)
    }

    @Test("Two signals of a millisecond whose follow-ups changed places: the first one counts")
    func sameMillisecond() throws {
        let at = Self.beginMS
        let sums = try folder([
            .init(atMS: at, gains: [2_000, 2_000, 2_000]), .init(atMS: at, gains: [0, 0, 0], number: 1),
        ]).sums()
        #expect(SignalAnalysis(sums).total.net.fiveSeconds.mean == 1_400)
    }

    @Test("An episode over midnight is one, and its follow-ups are found in the next day's file")
    func midnight() throws {
        let midnight = ISOTime.milliseconds("2026-01-21T00:00:00Z")!
        let sums = try folder([
            .init(atMS: midnight - 1_000, gains: [600, 700, 800]), .init(atMS: midnight + 1_000),
            .init(atMS: midnight + 2_000),
        ]).sums()
        let total = SignalAnalysis(sums).total
        #expect(total.episodes == 1 && total.signals == 3)
        #expect(total.net.threeSeconds.mean == 100 && total.net.fiveSeconds.mean == 200)
    }

    @Test("Only episodes that begin in the window that was asked for")
    func window() throws {
        let at = Self.beginMS
        let sums = try folder([.init(atMS: at - 60_000), .init(atMS: at), .init(atMS: at + 60_000)]).sums(
            window: TimeWindow(fromMS: at, toMS: at + 60_000))
        #expect(SignalAnalysis(sums).total.episodes == 1)
    }

    @Test("Any number of threads and any portions give the same sums")
    func threads() throws {
        var noise = SeededNoise(state: 5)
        let signals = (0..<3_000).reduce(into: [SignalFolder.Signal]()) { signals, _ in
            let last = signals.last?.atMS ?? Self.beginMS
            signals.append(
                .init(
                    atMS: last + 1 + Int64(noise.next(3_000)), market: Int(noise.next(4)),
                    isBuy: noise.next(2) == 0, edge: 1_100 + Int64(noise.next(3_000)),
                    gains: (0..<3).map { _ in noise.next(20) == 0 ? nil : Int64(noise.next(4_000)) }))
        }
        let folder = try folder(signals)
        let whole = try folder.sums()
        #expect(whole.cells.values.reduce(0) { $0 + $1.count } > 100)
        for (threads, portion) in [(2, 3_001), (3, 50_000)] as [(Int, Int64)] {
            #expect(try folder.sums(threads: threads, portionBytes: portion) == whole)
        }
    }

    @Test("Days one by one add up to all of them, whatever the order")
    func merge() throws {
        let day = UTCDay.milliseconds
        let all = try folder((0..<9).map { .init(atMS: Self.beginMS + Int64($0) * day, market: Int($0) % 3) })
        let whole = try all.sums()
        var merged = EpisodeSums()
        for signal in all.signals.reversed() { merged.merge(try folder([signal]).sums()) }
        #expect(merged == whole)
        // So many days are kept by hours.
        #expect(whole.blockMS == EpisodeSums.hourMS)
    }
}

/// Numbers without meaning, the same each time.
struct SeededNoise {
    var state: UInt64

    mutating func next(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }
}
