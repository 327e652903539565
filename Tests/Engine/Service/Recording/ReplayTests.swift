import EngineStore
import Glibc
import Logging
import Testing

@testable import EngineService

/// Recordings on a real disk, and what a replay makes of them.
@Suite struct ReplayTests {
    private let quiet = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }

    /// The files of one stream, all days one after the other.
    private func days(_ stream: String, in folder: String) throws -> [UInt8] {
        try PosixFileSystem().list(folder).filter { $0.hasPrefix(stream) }
            .flatMap { Scratch.bytes(at: folder + "/" + $0) }
    }

    /// Records a market and gives what the live side wrote.
    private func record(
        _ place: Scratch, _ name: String, seed: UInt64, steps: Int = 3_000,
        on disk: any FileSystem = PosixFileSystem(), waitingBytesMax: Int = RecordingForm.waitingBytesMax
    ) throws -> (live: LiveObservation, status: RecorderStatus) {
        let recorder = Recorder(
            try RecordingOutput(place.path(name), on: disk), log: quiet, waitingBytesMax: waitingBytesMax)
        let live = LiveObservation()
        live.observe(recorder, seed: seed, steps: steps)
        (disk as? HeldDisk)?.release()
        recorder.close()
        return (live, recorder.status)
    }

    private func report(_ place: Scratch, _ name: String, into folder: String) throws -> ReplayReport {
        var source = try RecordingSource(place.path(name), on: PosixFileSystem())
        let first = try #require(try source.next())
        var reader = SegmentReader(first)
        guard case .opening(let run)? = try reader.next() else { throw NoOpening() }
        var replay = try Replay(run, into: place.path(folder), on: PosixFileSystem())
        try replay.take(first)
        while let next = try source.next() { try replay.take(next) }
        try replay.finish()
        return ReplayReport(
            recording: name, run: run, tally: replay.tally, end: try #require(source.end),
            bytesUsed: source.bytesUsed, bytes: source.length)
    }

    private struct NoOpening: Error {}

    @Test(arguments: [1, 2, 3] as [UInt64]) func aReplayGivesTheSameBytes(seed: UInt64) throws {
        let place = Scratch()
        let (live, _) = try record(place, "r", seed: seed)
        try #require(live.signals.count > 10_000 && live.followups.count > 10_000)
        let report = try report(place, "r", into: "a")
        #expect(report.lack == nil)
        #expect(try days("signals", in: place.path("a")) == live.signals)
        #expect(try days("followups", in: place.path("a")) == live.followups)
        let names = try PosixFileSystem().list(place.path("a"))
        #expect(names.filter { $0.hasPrefix("markets") }.count == 2, "\(names)")
        // Minutes, connections, gates and steps of the clock come in the same words, too.
        let said = place.text("a/ledger_2026-01-20.jsonl") + place.text("a/ledger_2026-01-21.jsonl")
        for entry in live.ledger {
            let words = String(decoding: entry.members, as: UTF8.self)
            #expect(said.contains(words), "\(entry.type) \(words)")
        }
        place.clear()
    }

    @Test func twoReplaysDifferInNothingButTheirProcess() throws {
        let place = Scratch()
        _ = try record(place, "r", seed: 4)
        _ = try report(place, "r", into: "a")
        _ = try report(place, "r", into: "b")
        // Here they even share the process.
        let names = try PosixFileSystem().list(place.path("a"))
        let others = try PosixFileSystem().list(place.path("b"))
        try #require(names.count == 8 && names == others, "\(names)")
        for name in names { #expect(place.bytes("a/" + name) == place.bytes("b/" + name), "\(name)") }
        place.clear()
    }

    /// The ledger of a replay says what it is.
    @Test func aReplayIsNoLiveEvidence() throws {
        let place = Scratch()
        _ = try record(place, "r", seed: 5, steps: 100)
        _ = try report(place, "r", into: "a")
        let start = place.text("a/ledger_2026-01-20.jsonl").split(separator: "\n")[0]
        for words in [
            #""run_id":"replay-of-engine-1-2""#, #""clock":{"source":"recording","rate":1.0,"origin_ms":0}"#,
            #""feed":{"host":"api.hyperliquid.xyz""#,
        ] { #expect(start.contains(words), "\(start)") }
        place.clear()
    }

    /// Cut anywhere, a recording gives exactly the segments before the cut; and it says so.
    @Test func aTornTailCostsNothingBeforeIt() throws {
        let place = Scratch()
        let live = try recordInSmallSegments(place)
        let whole = place.bytes("r")
        var ends: [Int] = [RecordingForm.firstLine.count]
        var source = try RecordingSource(place.path("r"), on: PosixFileSystem())
        while try source.next() != nil { ends.append(Int(source.bytesUsed)) }
        try #require(ends.count > 20 && ends.last == whole.count)
        var replayed = 0
        for cut in stride(from: RecordingForm.firstLine.count, to: whole.count, by: 61) {
            try place.write(Array(whole[..<cut]), to: "cut")
            var source = try RecordingSource(place.path("cut"), on: PosixFileSystem())
            while try source.next() != nil {}
            let good = ends.last { $0 <= cut }!
            try #require(source.bytesUsed == Int64(good), "cut at \(cut)")
            let isClean = good == cut
            try #require(
                source.end
                    == (isClean
                        ? .ofFile
                        : .unreadable(atByte: Int64(good), bytes: Int64(cut - good), isDamage: false)))
            guard cut > ends[1], cut % 11 == 0 else { continue }
            replayed += 1
            let report = try report(place, "cut", into: "c\(cut)")
            let signals = try days("signals", in: place.path("c\(cut)"))
            try #require(live.signals.starts(with: signals) && report.lack != nil)
            let words = isClean ? "has no end" : "is torn at byte \(good)"
            try #require(try #require(report.lack).contains(words), "\(report.lack ?? "")")
        }
        try #require(replayed > 10)
        place.clear()
    }

    /// Records with a segment for every fifty steps or so.
    private func recordInSmallSegments(_ place: Scratch) throws -> LiveObservation {
        let output = Monitor(try RecordingOutput(place.path("whole"), on: PosixFileSystem()))
        let recorder = Recorder(output.with { $0 }, log: quiet)
        let live = LiveObservation()
        live.observe(recorder, seed: 6, steps: 600)
        recorder.close()
        // The same inputs, cut finer.
        var small = try RecordingOutput(place.path("r"), on: PosixFileSystem())
        var source = try RecordingSource(place.path("whole"), on: PosixFileSystem())
        while let segment = try source.next() {
            for part in try Resegmented.parts(of: segment, inputsMax: 25) { try small.write(part) }
        }
        small.close()
        return live
    }

    @Test func damageInTheMiddleIsNoTornTail() throws {
        let place = Scratch()
        let live = try recordInSmallSegments(place)
        var bytes = place.bytes("r")
        bytes[bytes.count / 2] ^= 0x10
        try place.write(bytes, to: "r")
        let report = try report(place, "r", into: "a")
        #expect(report.isDamaged && report.lack?.contains("is damaged at byte") == true)
        #expect(live.signals.starts(with: try days("signals", in: place.path("a"))))
        #expect(ReplayProgram.run(place.path("r"), dataDirectory: place.path("b")) == .failed)
        place.clear()
    }

    // MARK: Disks that don't do

    @Test func aFullDiskEndsTheRecordingAndNotTheRun() throws {
        let place = Scratch()
        let (live, status) = try record(place, "r", seed: 7, steps: 6_000, on: SmallDisk(room: 150_000))
        #expect(status.problem?.contains("No space left on device") == true && status.lost > 0)
        let report = try report(place, "r", into: "a")
        let lack = try #require(report.lack)
        #expect(lack.contains("ended before the run that it records: write "), "\(lack)")
        #expect(lack.contains("; \(status.lost) inputs are not in it"), "\(lack)")
        let signals = try days("signals", in: place.path("a"))
        #expect(!signals.isEmpty && signals.count < live.signals.count && live.signals.starts(with: signals))
        place.clear()
    }

    @Test func aDiskThatKeepsOneWaitingIsNotWaitedFor() throws {
        let place = Scratch()
        let held = HeldDisk()
        // While it is observed nothing of it is written: that it comes to its end shows that nobody waits.
        let (live, status) = try record(
            place, "r", seed: 8, steps: 6_000, on: held, waitingBytesMax: 200_000)
        #expect(status.problem?.contains("could not keep up") == true && status.lost > 0)
        let report = try report(place, "r", into: "a")
        #expect(
            report.lack?.contains("; \(status.lost) inputs are not in it") == true, "\(report.lack ?? "")")
        let signals = try days("signals", in: place.path("a"))
        #expect(!signals.isEmpty && signals.count < live.signals.count && live.signals.starts(with: signals))
        place.clear()
    }

    // MARK: What is refused

    @Test func aRecordingIsNeverOverwritten() throws {
        let place = Scratch()
        for name in ["r", "r.2", "r.3"] {
            let output = try RecordingOutput(place.path("r"), on: PosixFileSystem())
            #expect(output.path == place.path(name))
        }
        #expect(throws: FileError.self) { try RecordingOutput(place.path("no/r"), on: PosixFileSystem()) }
        place.clear()
    }

    @Test func whatCannotBeReplayedIsRefused() throws {
        let place = Scratch()
        _ = try record(place, "r", seed: 9, steps: 10)
        _ = try report(place, "r", into: "a")
        let statuses = [
            ReplayProgram.run(place.path("r"), dataDirectory: place.path("a")),
            ReplayProgram.run(place.path("r"), dataDirectory: place.path("r")),
            ReplayProgram.run(place.path("r"), dataDirectory: place.path("no/such/folder")),
            ReplayProgram.run(place.path("absent"), dataDirectory: place.path("b")),
            ReplayProgram.run(place.path("a/markets_2026-01-20.json"), dataDirectory: place.path("b")),
        ]
        #expect(statuses == Array(repeating: .usage, count: statuses.count))
        try place.write(RecordingForm.firstLine, to: "empty")
        #expect(ReplayProgram.run(place.path("empty"), dataDirectory: place.path("b")) == .usage)
        place.clear()
    }
}
