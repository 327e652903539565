import DoDChecks
import DoDFormat
import Testing

@Suite("Resources")
struct ResourcesTests {
    func judge(
        _ day: WatchedDay = WatchedDay(), _ policy: Policy = WatchedDay.policy(),
        _ edit: (inout WatchedDay) -> Void
    ) throws -> CriterionResult {
        var day = day
        edit(&day)
        return try day.judge(ResourcesCriterion(), policy)
    }

    func memory(_ day: inout WatchedDay, _ bytes: (Int64) -> Int64) {
        for index in day.records.indices { day.records[index].process.residentBytes = bytes(Int64(index)) }
    }

    @Test("A leak of 5 MB a day is 150 MB in a month")
    func leak() throws {
        // 5 MB / 1440 min = 3472 bytes a minute; 20 % of 512 MB are 102.4 MB.
        let result = try judge { memory(&$0) { 20_000_000 + $0 * 3_472 } }
        #expect(result.outcome == .fail)
        #expect(
            result.summary.contains("memory would grow by 149990400 bytes in 30 days"), "\(result.summary)")
        let small = try judge { memory(&$0) { 20_000_000 + $0 * 1_000 } }
        #expect(small.outcome == .pass, "\(small.summary)")
        #expect(small.evidence.contains { $0.contains("memory would grow by 43200000 bytes") })
    }

    @Test("Noise alone is no growth")
    func noise() throws {
        let result = try judge { memory(&$0) { 20_000_000 + $0 * 7_919 % 1_000 * 1_000 } }
        #expect(result.outcome == .pass, "\(result.summary)")
    }

    /// A policy for half an hour: points of a minute each, and what they grow to in a day.
    static let short = WatchedDay.policy([
        .growthHoursMin: 20, .growthWarmUpMinutes: 5_00, .growthPointMinutes: 1_00, .growthDays: 1_00,
    ])

    @Test("Half an hour has a slope with its bounds when the policy asks for points of a minute")
    func halfAnHour() throws {
        let result = try judge(WatchedDay(minutes: 30), Self.short) {
            memory(&$0) { $0 < 5 ? $0 * 9_000_000 : 50_000_000 + $0 * 10_000 + $0 % 3 * 1_000 }
        }
        #expect(result.outcome == .pass, "\(result.summary)")
        #expect(result.summary.contains("memory +144"), "\(result.summary)")
        #expect(result.summary.contains("kB a day (95 %: 143"), "\(result.summary)")
        #expect(result.summary.contains("open files +0.0 a day (95 %: 0.0 to 0.0)"), "\(result.summary)")
        let growing = try judge(WatchedDay(minutes: 30), Self.short) {
            memory(&$0) { 50_000_000 + $0 * 100_000 }
        }
        #expect(growing.outcome == .fail)
        #expect(
            growing.summary.contains("memory would grow by 144000000 bytes in 1 days"), "\(growing.summary)")
        let few = try judge(WatchedDay(minutes: 16), Self.short) { _ in }
        #expect(few.outcome == .unknown)
        #expect(
            few.summary.contains("means of 1 min after the warm-up are too few for a slope, 0.2 h"),
            "\(few.summary)")
    }

    @Test("What is used at the start is no growth")
    func warmUp() throws {
        let result = try judge { memory(&$0) { $0 < 45 ? 5_000_000 + $0 * 1_000_000 : 50_000_000 } }
        #expect(result.outcome == .pass, "\(result.summary)")
    }

    @Test("A restart does not hide what grows")
    func sawTooth() throws {
        let result = try judge { day in
            memory(&day) { 20_000_000 + $0 % 360 * 10_000 }
            for minute in [360, 720, 1_080] { day.sayStart(atMS: day.at(minute), connection: 1) }
        }
        #expect(result.outcome == .fail, "\(result.summary)")
        let files = try judge { day in
            for index in day.records.indices {
                day.records[index].process.openFiles = 12 + Int64(index) / 100
            }
        }
        #expect(files.outcome == .fail)
        #expect(files.summary.contains("open files would grow"), "\(files.summary)")
    }

    /// Jumps from hour to hour, and on the whole falls.
    static func unsteady(_ hour: Int64) -> Int64 { (hour * hour * hour + 5 * hour) % 31 }

    @Test("Too short, or too unsteady, is unknown")
    func unknown() throws {
        let short = try judge(WatchedDay(minutes: 600)) { _ in }
        #expect(short.outcome == .unknown)
        #expect(short.summary.contains("hours after the warm-up are too few"), "\(short.summary)")
        let unsteady = try judge { memory(&$0) { 20_000_000 + Self.unsteady($0 / 60) * 2_000_000 } }
        #expect(unsteady.outcome == .unknown, "\(unsteady.summary)")
        #expect(unsteady.summary.contains("too short to tell"))
        let untold = try judge { memory(&$0) { _ in 0 } }
        #expect(untold.outcome == .unknown)
    }

    @Test("In an accelerated rehearsal only the maxima, and it says so")
    func accelerated() throws {
        let day = WatchedDay(rate: 300, isLive: false)
        let result = try judge(day) { memory(&$0) { 20_000_000 + $0 * 3_472 } }
        #expect(result.outcome == .pass)
        #expect(result.summary.contains("accelerated, so only the maxima are judged"), "\(result.summary)")
        let large = try judge(day) { memory(&$0) { $0 == 700 ? 513_000_000 : 20_000_000 } }
        #expect(large.outcome == .fail && large.summary.contains("513000000 bytes of memory"))
        let files = try judge(day) { $0.edit(700) { $0.process.openFiles = 1_025 } }
        #expect(files.outcome == .fail)
    }

    /// A sample an hour of a log that grows by so many bytes a day, and is rotated at 50 MB.
    func log(_ day: inout WatchedDay, bytesPerDay: Int64, signalsPerMinute: Int64 = 0) {
        for hour in 0...24 {
            let bytes = bytesPerDay * Int64(hour) / 24
            let sample = ResourceSample(
                residentBytes: 20_000_000, cpuMS: 0, openFiles: 12, dataBytes: Int64(hour) * 1_000_000,
                logBytes: bytes % 50_000_000)
            day.tell(hour * 60, .sample(sample))
        }
        for minute in 0..<1_442 {
            let key = MarketMinuteKey(market: MarketKey(dex: "xyz", index: 0), minuteMS: day.at(minute))
            day.signals.signalsByMinute.add(signalsPerMinute, to: key)
        }
    }

    @Test("A forecast of the disk, by the files")
    func disk() throws {
        let day = WatchedDay(minutes: 1_440)
        var run = day.run
        run.files = [
            FileFacts(path: "data/s", name: "s", kind: .signals, bytes: 700_000_000),
            FileFacts(path: "data/l", name: "l", kind: .ledger, bytes: 50_000_000),
            FileFacts(path: "data/q", name: "q", kind: .quarantine, bytes: 1_000_000_000),
        ]
        let result = ResourcesCriterion().judge(Evidence(runs: [run]), policy: WatchedDay.policy())
        #expect(result.outcome == .pass && result.summary.contains("data 750 MB a day"), "\(result.summary)")
        #expect(result.evidence.contains { $0.contains("22500 MB in 30 days") }, "\(result.evidence)")
    }

    @Test("The log's volume, signal lines aside")
    func volume() throws {
        let small = try judge { log(&$0, bytesPerDay: 48_000_000) }
        #expect(small.outcome == .pass, "\(small.summary)")
        #expect(small.summary.contains("log at most 48 MB a day"), "\(small.summary)")
        let large = try judge { log(&$0, bytesPerDay: 300_000_000) }
        #expect(large.outcome == .fail)
        // Rotation at 50 MB hides nothing.
        #expect(large.summary.contains("grows by 300000000 bytes a day"), "\(large.summary)")
        #expect(try judge { log(&$0, bytesPerDay: 101_000_000) }.outcome == .fail)
        #expect(try judge { log(&$0, bytesPerDay: 99_000_000) }.outcome == .pass)
        let signals = try judge { log(&$0, bytesPerDay: 300_000_000, signalsPerMinute: 1_500) }
        // 2.1 million lines of 60 to 250 bytes: they may be all of it, or not.
        #expect(signals.outcome == .unknown, "\(signals.summary)")
        let more = try judge { log(&$0, bytesPerDay: 300_000_000, signalsPerMinute: 3_000) }
        #expect(more.outcome == .pass, "\(more.summary)")
    }
}
