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
    /// - Parameter endMS: the time of the last ledger line of the run before.
    static func read(_ fileSystem: any FileSystem, in directory: String, endMS: Int64?) -> PreviousRun {
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
        guard let signal = run.signals.last else { return run }
        let last = max(signal.timestampMS, followups.last?.capturedAtMS ?? .min, endMS ?? .min)
        var pending = InterruptedFollowups(lastSeenMS: last)
        for signal in run.signals { pending.add(signal) }
        for followup in followups { pending.add(followup) }
        run.interrupted = pending.counts()
        run.signals = Array(run.signals.suffix(1_000))
        return run
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
