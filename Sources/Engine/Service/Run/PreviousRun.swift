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
    /// How much of that is in memory at once.
    private static let pieceBytes = 64 << 10
    /// Of a run's records those of its last minute are kept: its follow-ups are due within 5 s, and what a late one
    /// tells of the run's end is not much older.
    private static let keptMS: Int64 = 60_000
    /// The newest signals are kept whatever their run, so that no id comes twice.
    private static let newestMax = 1_000

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
        var newest: [Signal] = []
        for name in names.filter({ $0.stream == .signals }).suffix(2) {
            eachLine(fileSystem, directory + "/" + name.description) { line in
                do throws(LineFormError) {
                    let signal = try Signal(line: line)
                    if isOfAnEnd(signal.timestampMS, runs) { run.signals.append(signal) }
                    newest.append(signal)
                    if newest.count >= 2 * newestMax { newest.removeFirst(newestMax) }
                } catch {}
            }
        }
        var followups: [FollowupReference] = []
        for name in names.filter({ $0.stream == .followups }).suffix(2) {
            eachLine(fileSystem, directory + "/" + name.description) { line in
                do throws(LineFormError) {
                    let followup = try FollowupReference(line: line)
                    if isOfAnEnd(followup.signalTimestampMS, runs) { followups.append(followup) }
                } catch {}
            }
        }
        run.countInterrupted(of: runs, followups)
        run.signals = Array(newest.suffix(newestMax))
        return run
    }

    /// True for a signal of the last minute of one of the runs, or of what came behind its last ledger line.
    private static func isOfAnEnd(_ timestampMS: Int64, _ runs: [RunSpan]) -> Bool {
        runs.indices.contains { index in
            let nextStartMS = index + 1 < runs.count ? runs[index + 1].startMs : .max
            return timestampMS >= max(runs[index].startMs, runs[index].endMs - keptMS)
                && timestampMS < nextStartMS
        }
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

    /// The whole lines at the end of a file, without their `\n`.
    private static func eachLine(
        _ fileSystem: any FileSystem, _ path: String, _ body: (ArraySlice<UInt8>) -> Void
    ) {
        do throws(FileError) {
            let file = try fileSystem.open(path, .read)
            let length = try fileSystem.length(of: file)
            var at = max(0, length - tailBytes)
            var isCut = at > 0
            var begun: [UInt8] = []
            while at < length {
                let piece = try fileSystem.read(file, at: at, count: min(pieceBytes, Int(length - at)))
                if piece.isEmpty { return }
                at += Int64(piece.count)
                var rest = piece[...]
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    begun += rest[..<end]
                    if !isCut { body(begun[...]) }
                    isCut = false
                    begun.removeAll(keepingCapacity: true)
                    rest = rest[(end + 1)...]
                }
                begun += rest
            }
        } catch {}
    }
}
