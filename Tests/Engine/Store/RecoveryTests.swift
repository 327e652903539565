import Glibc
import Testing

@testable import EngineStore

/// What a start makes of what it finds.
@Suite struct RecoveryTests {
    private let signals = "signals_2026-01-20.jsonl"

    private func end(_ yard: Yard, _ writer: DiskWriter) -> Verification {
        #expect(writer.finish(atMs: Yard.morning + 60_000))
        yard.kill()
        return Verification(of: yard)
    }

    @Test func tornTailIsMovedAndNeverGluedTo() throws {
        let yard = Yard()
        try yard.start().process(yard.signals(2))
        yard.kill()
        let whole = contents(of: yard.data + "/" + signals)
        write(#"{"timestamp_ms":17689"#, to: yard.data + "/" + signals, mode: "a")
        let writer = try yard.start(atMs: Yard.morning + 1)
        let kept = "quarantine/\(signals).at-\(whole.count).bytes-21"
        #expect(text(of: yard.data + "/" + kept) == #"{"timestamp_ms":17689"#)
        #expect(contents(of: yard.data + "/" + signals) == whole)
        let crc = Verification.crc(Array(#"{"timestamp_ms":17689"#.utf8))
        #expect(
            yard.ledger("repair").first.orEmpty.contains(
                #""file":"\#(signals)","at_byte":\#(whole.count),"bytes":21,"crc32c":"\#(crc)","quarantine":"\#(kept)""#
            ))
        #expect(yard.ledger("adopted").first.orEmpty.contains(#""from":0,"to":\#(whole.count),"records":2"#))
        writer.process(yard.signals(1, at: Yard.morning + 2))
        let found = end(yard, writer)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3"])
    }

    /// Each cut recovers exactly the whole lines before it.
    @Test func everyByteOfAFileCut() throws {
        let yard = Yard()
        try yard.start().process(yard.signals(4))
        yard.kill()
        let path = yard.data + "/" + signals
        let bytes = contents(of: path)
        let ledger = text(of: yard.data + "/ledger_2026-01-20.jsonl")
        for cut in 0...bytes.count {
            write(String(decoding: bytes[..<cut], as: UTF8.self), to: path)
            write(ledger, to: yard.data + "/ledger_2026-01-20.jsonl")
            let writer = try yard.start(atMs: Yard.morning + 1)
            let whole = bytes[..<cut].filter { $0 == 10 }.count
            #expect(contents(of: path) == Array(bytes.prefix(bytes.count / 4 * whole)))
            let found = end(yard, writer)
            #expect(found.problems.isEmpty, "cut at \(cut): \(found.problems)")
            #expect(found.numbers.count == whole)
        }
    }

    @Test func ledgersTornTailIsMovedAndTheChainGoesOn() throws {
        let yard = Yard()
        try yard.start().process(yard.signals(1))
        yard.commit()
        yard.kill()
        let path = yard.data + "/ledger_2026-01-20.jsonl"
        let whole = text(of: path)
        write(#"{"type":"minute","at_ms":1,"se"#, to: path, mode: "a")
        let writer = try yard.start(atMs: Yard.morning + 1)
        #expect(text(of: path).hasPrefix(whole + #"{"type":"start""#))
        #expect(
            yard.ledger("repair").first.orEmpty.contains(
                #""file":"ledger_2026-01-20.jsonl","at_byte":\#(whole.utf8.count),"bytes":30"#))
        let found = end(yard, writer)
        #expect(found.problems.isEmpty, "\(found.problems)")
    }

    @Test func filesFromBeforeAnyLedgerAreAdopted() throws {
        let yard = Yard()
        let old = "signals_2026-01-18.jsonl"
        write("{\"timestamp_ms\":1}\n{\"timestamp_ms\":2}\n", to: yard.data + "/" + old)
        write("PAR1", to: yard.data + "/signals_2026-01-18.parquet")
        try yard.start()
        #expect(
            yard.ledger("adopted").first.orEmpty.contains(#""file":"\#(old)","from":0,"to":38,"records":2"#))
        yard.kill()
        // Once is enough.
        try yard.start(atMs: Yard.morning + 2)
        #expect(yard.ledger("adopted").count == 1)
        #expect(text(of: yard.data + "/signals_2026-01-18.parquet") == "PAR1")
    }

    @Test func fileShorterThanSealedIsSaid() throws {
        let yard = Yard()
        #expect(
            {
                guard let writer = try? yard.start() else { return false }
                writer.process(yard.signals(4))
                return writer.finish(atMs: Yard.morning + 1)
            }())
        yard.kill()
        let path = yard.data + "/" + signals
        let length = contents(of: path).count
        #expect(truncate(path, off_t(length / 2)) == 0)
        var writer: DiskWriter? = try yard.start(atMs: Yard.morning + 2)
        #expect(
            yard.ledger("storage").last.orEmpty.contains(
                #""event":"shrunk","operation":"stat","path":"\#(path)","errno":0,"records":0,"bytes":\#(length / 2)"#
            ))
        writer!.process(yard.signals(1, at: Yard.morning + 3))
        yard.commit()
        #expect(
            yard.ledger("seal").last.orEmpty.contains(
                #""from":\#(length / 2),"to":\#(length / 4 * 3),"records":1"#))
        writer = nil
        yard.kill()
        try yard.start(atMs: Yard.morning + 4)
        #expect(yard.ledger("storage").count == 1)
    }

    @Test func secondEngineIsRefused() throws {
        let yard = Yard()
        let first = try yard.start()
        #expect(throws: StoreOpenError.self) {
            try DiskWriter.open(
                PosixFileSystem(), yard.configuration,
                start: LedgerEntry("start", atMs: Yard.morning, members: []))
        }
        do throws(StoreOpenError) {
            _ = try DiskWriter.open(
                PosixFileSystem(),
                StoreConfiguration(
                    dataDirectory: yard.directory.path, spoolDirectory: yard.directory.path + "/spool"),
                start: LedgerEntry("start", atMs: Yard.morning, members: []))
            Issue.record("two engines on one spool")
        } catch {
            guard case .held = error else { Issue.record("\(error)"); return }
        }
        #expect(yard.ledger("start").count == 1)
        _ = first
    }

    @Test func absentDirectoryAndAFileInItsPlace() throws {
        let place = TemporaryDirectory()
        write("x", to: place.path + "/file")
        for name in ["absent", "file"] {
            do throws(StoreOpenError) {
                _ = try DiskWriter.open(
                    PosixFileSystem(), StoreConfiguration(dataDirectory: place.path + "/" + name),
                    start: LedgerEntry("start", atMs: 0, members: []))
                Issue.record("opened \(name)")
            } catch {
                guard case .noDirectory = error else { Issue.record("\(name): \(error)"); return }
            }
        }
        #expect(!exists(place.path + "/absent-spool"))
    }

    @Test func nowhereToWriteIsAnError() throws {
        let yard = Yard()
        let disk = FaultyFileSystem { $0.operation == .fdatasync ? nil : .fail(30) }
        do throws(StoreOpenError) {
            _ = try DiskWriter.open(
                disk, yard.configuration, start: LedgerEntry("start", atMs: 0, members: []))
            Issue.record("opened")
        } catch {
            guard case .nowhereToWrite(let data, let spool) = error else { Issue.record("\(error)"); return }
            #expect(data.code == 30 && spool.code == 30)
        }
    }
}
