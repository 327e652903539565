import EngineCore
import EngineStore

/// The last records that earlier runs left: what was pending when they ended.
struct PreviousRun: Sendable {
    /// The signals of the last seconds, oldest first.
    private(set) var signals: [Signal] = []
    /// Follow-ups that nobody will take any more, by market key.
    private(set) var interrupted: [(marketKey: String, count: Int)] = []

    /// How much of the newest files is looked at: some thousand records, many times the last 5 s.
    private static let tailBytes: Int64 = 4 << 20

    /// Reads the ends of the newest files. What can't be read is as if it were not there.
    ///
    /// - Parameter runs: those whose pending follow-ups nobody has counted yet, oldest first.
    static func read(_ fileSystem: any FileSystem, in directory: String, runs: [RunSpan]) -> PreviousRun {
        var run = PreviousRun()
        let names: [FileName]
        do throws(FileError) {
            names = try fileSystem.list(directory).compactMap { FileName($0) }.sorted()
        } catch {
            return run
        }
        var followups: [FollowupReference] = []
        for name in names.filter({ $0.stream == .signals }).suffix(2) {
            for line in tail(fileSystem, directory + "/" + name.description) {
                do throws(LineFormError) { run.signals.append(try Signal(line: line)) } catch {}
            }
        }
        for name in names.filter({ $0.stream == .followups }).suffix(2) {
            for line in tail(fileSystem, directory + "/" + name.description) {
                do throws(LineFormError) { followups.append(try FollowupReference(line: line)) } catch {}
            }
        }
        run.countInterrupted(of: runs, followups)
        run.signals = Array(run.signals.suffix(1_000))
        return run
    }

    /// What was pending is told run by run: each has its own end, and a later run counts no signal again that an
    /// earlier start has counted already.
    private mutating func countInterrupted(of runs: [RunSpan], _ followups: [FollowupReference]) {
        for (index, span) in runs.enumerated() {
            let nextStartMS = index + 1 < runs.count ? runs[index + 1].startMs : .max
            let own = signals.filter { $0.timestampMS >= span.startMs && $0.timestampMS < nextStartMS }
            let ids = Set(own.map(\.id))
            let taken = followups.filter { ids.contains($0.signalID) }
            var pending = InterruptedFollowups(
                lastSeenMS: max(
                    span.endMs, own.map(\.timestampMS).max() ?? .min, taken.map(\.capturedAtMS).max() ?? .min)
            )
            for signal in own { pending.add(signal) }
            for followup in taken { pending.add(followup) }
            for (marketKey, count) in pending.counts() { add(count, of: marketKey) }
        }
    }

    private mutating func add(_ count: Int, of marketKey: String) {
        if let index = interrupted.firstIndex(where: { $0.marketKey == marketKey }) {
            interrupted[index].count += count
        } else {
            interrupted.append((marketKey, count))
        }
    }

    /// The whole lines at the end of a file.
    private static func tail(_ fileSystem: any FileSystem, _ path: String) -> [ArraySlice<UInt8>] {
        do throws(FileError) {
            let file = try fileSystem.open(path, .read)
            let length = try fileSystem.length(of: file)
            let from = max(0, length - tailBytes)
            let bytes = try fileSystem.read(file, at: from, count: Int(length - from))
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            return from == 0 ? lines : Array(lines.dropFirst())
        } catch {
            return []
        }
    }
}
