import CClockPage
package import EngineStore
import Glibc

/// `hip3-engine replay`.
package enum ReplayProgram {
    /// Replays a recording into a new or empty directory, or `onto` one that earlier runs wrote. Says what it did on standard output, and what the
    /// recording lacks on standard error.
    package static func run(
        _ recording: String, dataDirectory: String, onto: Bool = false,
        on fileSystem: any FileSystem = PosixFileSystem()
    ) -> ExitStatus {
        signal(SIGPIPE, SIG_IGN)
        do throws(RunFailure) {
            try replay(recording, dataDirectory, onto, fileSystem)
            return .ended
        } catch {
            Console.complain("hip3-engine: \(error)")
            return error.status
        }
    }

    private static func replay(
        _ recording: String, _ directory: String, _ onto: Bool, _ fileSystem: any FileSystem
    ) throws(RunFailure) {
        let beganNs = clock_real_ns()
        var source = try open(recording, fileSystem)
        guard let first = try segment(&source), let run = try opening(of: first, recording) else {
            throw RunFailure(
                .usage,
                "\(recording) holds nothing that can be replayed: it was cut off before its first segment")
        }
        var replay = try Replay(run, into: directory, onto: onto, on: fileSystem)
        var progress = ReplayProgress(bytes: source.length, beganNs: beganNs)
        try take(first, &replay, recording)
        while let next = try segment(&source) {
            try take(next, &replay, recording)
            try replay.files.check()
            progress.show(source.bytesUsed, replay.tally)
        }
        try replay.finish()
        progress.end()
        let report = ReplayReport(
            recording: recording, run: run, tally: replay.tally, end: source.end ?? .ofFile,
            bytesUsed: source.bytesUsed, bytes: source.length)
        Console.say(
            report.summary(
                signals: replay.files.signals, followups: replay.files.followups, directory: directory,
                elapsedNs: clock_real_ns() - beganNs))
        guard let lack = report.lack else { return }
        // A tail that a killed recorder left torn is its nature; damage before the tail is not.
        if report.isDamaged { throw RunFailure(.failed, lack) }
        Console.complain("hip3-engine: \(lack)")
    }

    private static func open(
        _ recording: String, _ fileSystem: any FileSystem
    ) throws(RunFailure) -> RecordingSource {
        do throws(RecordingSource.NoRecording) {
            return try RecordingSource(recording, on: fileSystem)
        } catch {
            throw RunFailure(.usage, error.description)
        }
    }

    private static func segment(_ source: inout RecordingSource) throws(RunFailure) -> [UInt8]? {
        do throws(FileError) { return try source.next() } catch {
            throw RunFailure(.failed, error.description)
        }
    }

    private static func opening(
        of segment: [UInt8], _ recording: String
    ) throws(RunFailure) -> RecordedRun? {
        var reader = SegmentReader(segment)
        do throws(SegmentReader.FormError) {
            guard case .opening(let run)? = try reader.next() else { return nil }
            return run
        } catch {
            throw strange(recording, error)
        }
    }

    private static func take(
        _ segment: [UInt8], _ replay: inout Replay, _ recording: String
    ) throws(RunFailure) {
        do throws(SegmentReader.FormError) { try replay.take(segment) } catch {
            throw strange(recording, error)
        }
    }

    private static func strange(_ recording: String, _ error: SegmentReader.FormError) -> RunFailure {
        RunFailure(
            .usage,
            "\(recording): \(error); it was written by another version than \(EngineVersion.text): "
                + "replay it with that one")
    }
}
