import Testing

@testable import EngineStore

/// Days that are over become `.gz`, and nothing is lost on the way there or back.
@Suite struct ClosedDaysTests {
    private static let signals = FileName(.signals, UTCDay("2026-01-20")!)
    private static let nextDay = UTCDay("2026-01-21")!.firstMs + ClosedDays.restMs

    /// A day of `count` signals that has ended, sealed, with the next day begun.
    private func endedDay(_ count: Int) throws -> Yard {
        let yard = Yard()
        let writer = try yard.start()
        writer.process(yard.signals(count))
        yard.commit()
        writer.process([.time(Self.nextDay)])
        writer.process([.ledger(LedgerEntry("minute", atMs: Self.nextDay, members: []))])
        yard.commit()
        yard.commit()
        return yard
    }

    private func due(_ yard: Yard) throws -> [FileName] {
        let writer = try #require(yard.writer)
        let (day, held) = try #require(writer.packable)
        return try writer.closedDays.due(before: day, except: held)
    }

    /// Packs the day's signals, which must be due.
    private func pack(_ yard: Yard) throws {
        try #require(try due(yard).contains(Self.signals))
        let outcome = try #require(yard.writer).closedDays.pack(Self.signals) { false }
        guard case .packed = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!exists(yard.data + "/" + Self.signals.description))
    }

    private func unpacked(_ path: String) throws -> [UInt8]? {
        let gzip = try Gzip(.unpack)
        var bytes: [UInt8] = []
        let broken = gzip.feed(contents(of: path)[...], isLast: true) { bytes += $0 }
        return broken == nil && gzip.isComplete ? bytes : nil
    }

    @Test func aDayThatIsOverIsPackedAndReadsTheSame() throws {
        let yard = try endedDay(3_000)
        let plain = yard.data + "/" + Self.signals.description
        let before = contents(of: plain)
        let days = try #require(yard.writer).closedDays
        #expect(try due(yard) == [Self.signals])
        guard case .packed(let from, let to) = try days.pack(Self.signals, isStopping: { false }) else {
            Issue.record("not packed")
            return
        }
        #expect(from == Int64(before.count))
        #expect(to == Int64(contents(of: plain + ".gz").count))
        #expect(!exists(plain))
        #expect(!exists(plain + ".gz.new"))
        #expect(try unpacked(plain + ".gz") == before)
        // The ledger of that day follows, as no records of it stand there any more.
        #expect(try due(yard) == [FileName(.ledger, UTCDay("2026-01-20")!)])
    }

    @Test func theNewestLedgerStaysPlainAndAStartReadsOnFromIt() throws {
        let yard = try endedDay(5)
        while let name = try due(yard).first {
            _ = try yard.writer!.closedDays.pack(name, isStopping: { false })
        }
        let last = try #require(yard.ledger(day: "2026-01-21").last)
        yard.kill()
        try yard.start(atMs: Self.nextDay + 1_000)
        let lines = yard.ledger(day: "2026-01-21")
        let first = try #require(lines.firstIndex(of: last))
        #expect(lines[first + 1].number(after: "seq") == last.number(after: "seq") + 1)
        #expect(yard.ledger("storage", "2026-01-21").isEmpty)
        #expect(yard.ledger("adopted", "2026-01-21").isEmpty)
    }

    @Test func nothingIsPackedBeforeItsTime() throws {
        let yard = Yard()
        let writer = try yard.start()
        writer.process(yard.signals(2))
        yard.commit()
        #expect(try due(yard).isEmpty)
        writer.process([.time(Self.nextDay - 1)])
        yard.commit()
        yard.commit()
        #expect(try due(yard).isEmpty)
        writer.process([.time(Self.nextDay)])
        #expect(try due(yard) == [Self.signals])
    }

    @Test func nothingIsPackedWhileTheSpoolHoldsAnything() throws {
        let disk = FaultyFileSystem()
        let yard = Yard()
        let writer = try yard.start(disk)
        writer.process(yard.signals(2))
        yard.commit(disk)
        let data = yard.data
        disk.set { $0.path.hasPrefix(data) && $0.operation == .write ? .fail(28) : nil }
        writer.process(yard.signals(1))
        writer.process([.time(Self.nextDay)])
        #expect(writer.packable == nil)
        disk.set(nil)
        writer.probed(nil)
        for _ in 0..<4 { yard.commit(disk) }
        #expect(try due(yard) == [Self.signals])
    }

    @Test func aKillAtAnyStepLeavesThePlainFileOrAWholePackedOne() throws {
        var step = 0
        while true {
            step += 1
            let yard = try endedDay(400)
            let plain = yard.data + "/" + Self.signals.description
            let before = contents(of: plain)
            yard.kill()
            let disk = FaultyFileSystem { [step] in $0.number == step ? .crash(writing: 1) : nil }
            let killed = ClosedDays(disk, directory: yard.data)
            _ = try? killed.pack(Self.signals, isStopping: { false })
            let isWhole = try unpacked(plain + ".gz") == before
            #expect(contents(of: plain) == before || (!exists(plain) && isWhole), "step \(step)")
            // The next process goes on from there.
            let next = ClosedDays(PosixFileSystem(), directory: yard.data)
            if exists(plain) { _ = try next.pack(Self.signals, isStopping: { false }) }
            #expect(!exists(plain))
            #expect(try unpacked(plain + ".gz") == before, "step \(step)")
            if disk.fired.isEmpty { break }
        }
        #expect(step > 6)
    }

    @Test func aKillAtAnyStepOfUnpackingLosesNothing() throws {
        var step = 0
        while true {
            step += 1
            let yard = try endedDay(400)
            let plain = yard.data + "/" + Self.signals.description
            let before = contents(of: plain)
            yard.kill()
            _ = try ClosedDays(PosixFileSystem(), directory: yard.data).pack(Self.signals) { false }
            let disk = FaultyFileSystem { [step] in $0.number == step ? .crash(writing: 1) : nil }
            try? ClosedDays(disk, directory: yard.data).willOpen(Self.signals)
            #expect(
                try contents(of: plain) == before || (!exists(plain) && unpacked(plain + ".gz") == before),
                "step \(step)")
            try ClosedDays(PosixFileSystem(), directory: yard.data).willOpen(Self.signals)
            #expect(contents(of: plain) == before, "step \(step)")
            if disk.fired.isEmpty { break }
        }
        #expect(step > 3)
    }

    @Test func aLateRecordOfAPackedDayStandsBehindTheOthers() throws {
        let yard = try endedDay(10)
        let writer = try #require(yard.writer)
        try pack(yard)
        writer.process(yard.signals(2))
        for _ in 0..<3 { yard.commit() }
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == (1...12).map(String.init))
        #expect(!exists(yard.data + "/" + Self.signals.description + ".gz"))
        // And it is packed again, with all of it.
        let whole = contents(of: yard.data + "/" + Self.signals.description)
        try pack(yard)
        #expect(try unpacked(yard.data + "/" + Self.signals.description + ".gz") == whole)
    }

    @Test func aFileThatTheWriterOpenedMeanwhileStaysPlain() throws {
        let yard = try endedDay(10)
        let writer = try #require(yard.writer)
        #expect(try due(yard) == [Self.signals])
        var late = yard.signals(1)
        let outcome = try writer.closedDays.pack(Self.signals) {
            writer.process(late)
            late = []
            return false
        }
        #expect(outcome == .abandoned)
        for _ in 0..<3 { yard.commit() }
        #expect(Verification(of: yard).numbers.count >= 11)
        #expect(!exists(yard.data + "/" + Self.signals.description + ".gz"))
    }

    @Test func somebodyElsesPackedFileIsNotReplaced() throws {
        let yard = try endedDay(10)
        let plain = yard.data + "/" + Self.signals.description
        write("not ours", to: plain + ".gz")
        let before = contents(of: plain)
        #expect(try due(yard) == [Self.signals])
        #expect(throws: FileError(.rename, plain + ".gz", 17)) {
            try yard.writer!.closedDays.pack(Self.signals) { false }
        }
        #expect(contents(of: plain) == before)
        #expect(text(of: plain + ".gz") == "not ours")
    }

    @Test func aRecordForADayWhosePackedFileIsBrokenIsKeptInTheSpool() throws {
        let yard = try endedDay(10)
        let writer = try #require(yard.writer)
        let plain = yard.data + "/" + Self.signals.description
        try pack(yard)
        let cut = contents(of: plain + ".gz").dropLast(9)
        let file = try PosixFileSystem().open(plain + ".gz", .readWrite)
        try PosixFileSystem().truncate(file, to: Int64(cut.count))
        writer.process(yard.signals(1))
        #expect(writer.signals == 11)
        #expect(writer.spool?.isEmpty == false)
        #expect(contents(of: plain + ".gz") == Array(cut))
        #expect(!exists(plain))
    }
}
