import Testing

@testable import EngineStore

/// How long signals were on their way, measured by the writer itself.
@Suite struct LatencyTests {
    @Test func classesHoldTheirUpperEnds() {
        var latency = LatencyHistogram()
        #expect(latency.quantileNs(0.5) == nil)
        for (at, bound) in LatencyHistogram.boundsNs.enumerated() {
            latency = LatencyHistogram()
            latency.note(ns: bound)
            latency.note(ns: bound + 1)
            #expect(latency.count(within: at) == 1)
            if at > 0 { #expect(latency.count(within: at - 1) == 0) }
            #expect(latency.count == 2 && latency.sumNs == 2 * bound + 1 && latency.maxNs == bound + 1)
        }
        #expect(LatencyHistogram.boundsNs == LatencyHistogram.boundsNs.sorted())
        #expect(latency.quantileNs(1) == LatencyHistogram.boundsNs.last! + 1)
    }

    @Test func quantilesAreNeverTooLow() {
        var latency = LatencyHistogram()
        latency.note(ns: 40_000, times: 98)
        latency.note(ns: 180_000)
        latency.note(ns: 4_100_000)
        #expect(latency.quantileNs(0.5) == 50_000)
        #expect(latency.quantileNs(0.98) == 50_000)
        #expect(latency.quantileNs(0.99) == 200_000)
        // No class says more than the longest time itself.
        #expect(latency.quantileNs(1) == 4_100_000)
        latency.note(ns: -5)
        #expect(latency.count(within: 0) == 1 && latency.sumNs == 98 * 40_000 + 180_000 + 4_100_000)
    }

    @Test func arrivalsOfOneReadAreOneEntryAndBounded() {
        var arrivals = Arrivals()
        for _ in 0..<3 { arrivals.add(7) }
        arrivals.add(8, lines: 2)
        #expect(arrivals.entries.map(\.arrivedNs) == [7, 8] && arrivals.entries.map(\.lines) == [3, 2])
        for ns in 9..<Int64(2 * Arrivals.entriesMax) { arrivals.add(ns) }
        #expect(arrivals.entries.count == Arrivals.entriesMax)
        let lines = 5 + 2 * Arrivals.entriesMax - 9
        #expect(arrivals.entries.reduce(0) { $0 + $1.lines } == lines)
        // What joined the last entry is measured from before it came.
        #expect(arrivals.entries.last!.arrivedNs < 2 * Int64(Arrivals.entriesMax))
        var more = arrivals.take()
        #expect(arrivals.entries.isEmpty)
        arrivals.add(1)
        more.add(arrivals)
        #expect(more.entries.reduce(0) { $0 + $1.lines } == lines + 1)
    }

    private func signal(_ number: Int, arrivedNs: Int64?) -> Submission {
        let line = #"{"timestamp_ms":\#(Yard.morning),"number":\#(number)}"#
        return .record(
            Record(
                .signals, timeMs: Yard.morning, line: Array((line + "\n").utf8), note: "\(number)",
                arrivedNs: arrivedNs))
    }

    @Test func measuredFromArrivalToLineAndToSeal() throws {
        let yard = Yard()
        let writer = try yard.start()
        var nowNs: Int64 = 1_000_000
        writer.stopwatchNs = { nowNs }
        writer.process([signal(1, arrivedNs: 940_000), signal(2, arrivedNs: nil)])
        #expect(writer.appendLatency.count == 1 && writer.appendLatency.maxNs == 60_000)
        #expect(writer.durableLatency.count == 0)
        let job = try #require(writer.beginSync())
        // Came while the disk was at work: the seal that follows is not its own.
        writer.process([signal(3, arrivedNs: 990_000)])
        nowNs = 3_000_000
        writer.finishSync(job.run(on: PosixFileSystem()))
        #expect(writer.durableLatency.count == 1 && writer.durableLatency.maxNs == 2_060_000)
        nowNs = 4_000_000
        yard.commit()
        #expect(writer.durableLatency.count == 2 && writer.durableLatency.sumNs == 2_060_000 + 3_010_000)
        #expect(writer.appendLatency.sumNs == 60_000 + 10_000)
    }

    /// A sync that failed sealed nothing: what waited goes on to wait, once.
    @Test func failedSyncIsWaitedOut() throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        for _ in 0..<2 { yard.commit(disk) }
        var nowNs: Int64 = 1_000
        writer.stopwatchNs = { nowNs }
        writer.process([signal(1, arrivedNs: 0)])
        let data = yard.data
        disk.set { $0.path.hasPrefix(data) && $0.operation == .fdatasync ? .fail(5) : nil }
        yard.commit(disk)
        #expect(writer.appendLatency.count == 1 && writer.durableLatency.count == 0)
        disk.set(nil)
        nowNs = 9_000
        writer.probed(nil)
        for _ in 0..<3 { yard.commit(disk) }
        #expect(writer.durableLatency.count == 1 && writer.durableLatency.maxNs == 9_000)
    }

    /// Nobody took the seal, so nothing is durable yet.
    @Test func sealThatNobodyTookIsNone() throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        for _ in 0..<2 { yard.commit(disk) }
        var nowNs: Int64 = 1_000
        writer.stopwatchNs = { nowNs }
        writer.process([signal(1, arrivedNs: 0)])
        disk.set { $0.operation == .write ? .fail(28) : nil }
        yard.commit(disk)
        #expect(writer.durableLatency.count == 0)
        disk.set(nil)
        nowNs = 7_000
        writer.retry()
        for _ in 0..<3 { yard.commit(disk) }
        #expect(writer.durableLatency.count == 1 && writer.durableLatency.maxNs == 7_000)
    }
}
