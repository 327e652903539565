import Testing

@testable import EngineStore

/// What the probe is for, in virtual time: a sick directory is known within a second, and told once.
@Suite struct ProbeTests {
    private static let second: Int64 = 1_000_000_000
    private static let step = 10_000_000

    /// Sick from one moment to another, whatever the moments and however long a probe takes.
    @Test(arguments: [0, 250, 900], [13 as Int32, 28, 30, 2])
    func unhealthyWithinASecondOfTheProbe(probeMs: Int64, errno: Int32) throws {
        for sickMs in stride(from: Int64(0), to: 2_100, by: 170) {
            let (sick, well) = (sickMs * 1_000_000, (sickMs + 3_300) * 1_000_000)
            let yard = Yard()
            let data = yard.data
            let disk = FaultyFileSystem()
            let writer = try yard.start(disk)
            var schedule = ProbeSchedule()
            var answer: (at: Int64, error: FileError?)?
            for now in stride(from: Int64(0), to: well + 2 * Self.second, by: Self.step) {
                let isSick = now >= sick && now < well
                disk.set { isSick && $0.path.hasPrefix(data) ? .fail(errno) : nil }
                if answer == nil, schedule.wait(at: now) == 0 {
                    schedule.began(at: now)
                    answer = (now + probeMs * 1_000_000, Probe.run(disk, in: data))
                }
                if let due = answer, due.at <= now {
                    schedule.ended()
                    writer.probed(due.error)
                    for _ in 0..<3 { yard.commit(disk) }
                    answer = nil
                }
                // The probe of that second, and what it takes itself.
                let known = Self.second + probeMs * 1_000_000
                if now >= sick + known, now < well { #expect(writer.failing?.code == errno, "\(now)") }
                if now >= well + known { #expect(writer.failing == nil, "\(now)") }
            }
            #expect(yard.promises.events.count { if case .failing = $0 { true } else { false } } == 1)
            #expect(yard.promises.events.count { if case .recovered = $0 { true } else { false } } == 1)
        }
    }

    @Test func oneProbeASecondHoweverLongItTakes() {
        var schedule = ProbeSchedule(intervalNs: 1_000)
        #expect(schedule.wait(at: 5) == 0)
        schedule.began(at: 5)
        #expect(schedule.pending(at: 705) == .nanoseconds(700))
        schedule.ended()
        #expect(schedule.pending(at: 705) == .zero)
        #expect(schedule.wait(at: 705) == 300)
        #expect(schedule.wait(at: 1_005) == 0)
        // One that took longer than the interval is followed by the next at once.
        schedule.began(at: 1_005)
        schedule.ended()
        #expect(schedule.wait(at: 3_000) == 0)
    }

    /// Many lines in a long failure: one event when it begins, one when it ends.
    @Test func toldOncePerChangeOfState() throws {
        let yard = Yard()
        let data = yard.data
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        for _ in 1...3 {
            disk.set { $0.path.hasPrefix(data) ? .fail(28) : nil }
            for _ in 0..<20 {
                writer.process(yard.signals(5))
                writer.probed(Probe.run(disk, in: data))
                yard.commit(disk)
            }
            disk.set(nil)
            writer.probed(Probe.run(disk, in: data))
            for _ in 0..<4 { yard.commit(disk) }
        }
        #expect(yard.promises.events.count { if case .failing = $0 { true } else { false } } == 3)
        #expect(yard.promises.events.count { if case .recovered = $0 { true } else { false } } == 3)
        #expect(writer.finish(atMs: Yard.morning + 1))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers.count == 300 && writer.dropped == 0)
    }
}
