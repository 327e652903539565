package import DoDCalendar
import DoDFormat
import Glibc

/// Reads a run's folder again and again while the run goes on, each time only what came since. Opens files to
/// read and nothing else. One thread at a time.
package final class RunReading {
    package let folder: String
    private let calendar: TradingCalendar
    private var journal = JournalFold()
    private var journalFile: LineFollower
    private var isJournalThere = false
    private var ledger = LedgerFold()
    /// By plain name, so that a day that was packed meanwhile is not counted twice.
    private var ledgers: [String: LineFollower] = [:]
    private var packed: Set<String> = []
    private var log = LogFold()
    private var logFile: LineFollower
    /// Where the engine's log goes when its configuration names no file.
    private var errorFile: LineFollower
    private var problems: [String] = []
    /// Where the data lay at the last look.
    package private(set) var dataFolder: String

    /// Of a long log the end is enough.
    private static let logBytesMax: Int64 = 4 << 20
    private static let errorBytesMax = 32_768
    private static let errorLinesMax = 5

    package init(_ folder: String, calendar: TradingCalendar = .newYork) {
        self.folder = folder
        self.calendar = calendar
        dataFolder = folder + "/data"
        journalFile = LineFollower(folder + "/journal.jsonl")
        logFile = LineFollower(folder + "/engine.log", firstBytesMax: Self.logBytesMax)
        errorFile = LineFollower(folder + "/engine.err", firstBytesMax: Self.logBytesMax)
    }

    /// The words that started the run; nil before its journal says so.
    package var command: String? { journal.start?.command }

    /// Reads what came since the last time. `verdict`: the newest that is known.
    package func status(nowMs: Int64, verdict: VerdictSoFar) -> RunStatus {
        problems = []
        readJournal()
        dataFolder =
            journal.ended == nil ? DataView.folder(of: folder, processes: processes) : folder + "/data"
        readLedgers()
        readLog()
        let facts = RunFacts(
            folder: folder, journal: journal, ledger: ledgers.isEmpty && packed.isEmpty ? nil : ledger,
            log: log, errorLines: errorLines(), runner: RunLocator.presence(of: folder),
            notesWaiting: (try? NoteBox.waiting(in: folder).count) ?? 0,
            diskFreeBytes: journal.ended == nil ? diskFreeBytes() : nil, problems: problems)
        return facts.status(nowMs: nowMs, verdict: verdict, calendar: calendar)
    }

    private var processes: [Int32] {
        var processes: [Int32] = []
        if case .up(let pid, _, _) = journal.engine { processes.append(Int32(truncatingIfNeeded: pid)) }
        return processes + [RunLocator.holder(of: folder)].compactMap { $0 }
    }

    private func readJournal() {
        let look = journalFile.look(anew: { journal = JournalFold() }, line: { journal.add($0) })
        if case .absent(let number) = look {
            problems.append("journal.jsonl can't be read: \(String(cString: strerror(number)))")
        }
        if journal.unreadable > 0 {
            problems.append("journal.jsonl: \(journal.unreadable) lines are no journal lines")
        }
    }

    private func readLedgers() {
        var names: [String] = []
        let data = dataFolder
        guard let handle = opendir(data) else {
            problems.append("data can't be read: \(String(cString: strerror(errno)))")
            return
        }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if FileName(name).kind == .ledger { names.append(name) }
        }
        closedir(handle)
        // The order of days is that of names.
        for name in names.sorted() {
            let known = FileName(name)
            if known.isCompressed {
                if ledgers[known.plain] == nil, packed.insert(known.plain).inserted {
                    readPacked(data + "/" + name)
                }
                continue
            }
            if packed.contains(known.plain) { continue }
            var file = ledgers[known.plain] ?? LineFollower(data + "/" + name)
            file.path = data + "/" + name
            var isAnew = false
            _ = file.look(anew: { isAnew = true }, line: { ledger.add($0) })
            ledgers[known.plain] = file
            if isAnew {
                problems.append(
                    "\(name) was replaced or cut while it was watched: its lines may be counted twice")
            }
        }
        if ledger.unreadable > 0 { problems.append("ledger: \(ledger.unreadable) lines can't be read") }
    }

    private func readLog() {
        if case .absent = logFile.look(line: { log.add($0) }) {
            _ = errorFile.look(line: { log.add($0) })
        }
    }

    private func readPacked(_ path: String) {
        do {
            _ = try LineScanner.scan(
                try ByteSource(path: path, unpacks: true), chunk: { _, _ in },
                line: { if $0.endsWithNewline { ledger.add($0.bytes) } })
        } catch { problems.append("\(error)") }
    }

    /// What the engine, the exchange and the judge said on standard error.
    private func errorLines() -> [String] {
        let programs = ["engine", "exchange", "judge"].filter { $0 != "engine" || !logsToErrors }
        return programs.flatMap { program -> [String] in
            let lines = SmallFile.lastLines("\(folder)/\(program).err", max: Self.errorBytesMax)
            return lines.suffix(Self.errorLinesMax).map { "\(program).err: \($0)" }
        }
    }

    private var logsToErrors: Bool { access(folder + "/engine.log", F_OK) != 0 && !log.lastLines.isEmpty }

    private func diskFreeBytes() -> Int64? {
        var disk = statvfs()
        guard statvfs(dataFolder, &disk) == 0 else { return nil }
        return Int64(disk.f_bavail) * Int64(disk.f_frsize)
    }
}

extension RunReading {
    /// The words that started the run in a folder, as its journal has them.
    package static func command(of folder: String) -> String? { journal(of: folder).start?.command }

    /// Why the run in a folder takes no note, in one line; nil when it does.
    package static func noteRefusal(of folder: String) -> String? {
        let journal = journal(of: folder)
        switch RunState.of(journal, runner: RunLocator.presence(of: folder)) {
        case .noRun: return "\(folder): its journal begins no run; a note belongs to a run that goes on"
        case .ended(let outcome, let atMs):
            return
                "the run in \(folder) has ended (\(outcome), \(Words.time(atMs)) UTC) and takes no note any more"
        case .abandoned(_, canGoOn: false):
            return "nobody is at work on the run in \(folder), and a synthetic one can't be gone on with"
        case .abandoned, .paused:
            return
                "nobody is at work on the run in \(folder); resume it first (hip3-soak resume), then note it"
        case .preparing, .running, .engineDown: return nil
        }
    }

    private static func journal(of folder: String) -> JournalFold {
        var fold = JournalFold()
        var file = LineFollower(folder + "/journal.jsonl")
        _ = file.look(line: { fold.add($0) })
        return fold
    }
}
