/// Holds what a disturbed session and the one after it left against what they had to leave. Pure: the bytes of
/// files come in, flaws go out. Shares nothing with the engine.
package struct SweepCheck: Sendable {
    /// What an undisturbed run of both sessions writes into signals and follow-ups, by file name.
    package struct Baseline: Sendable, Equatable {
        package var files: [String: [String]]
        package var sessions: [Session]

        package init(files: [String: [String]], sessions: [Session]) {
            self.files = files
            self.sessions = sessions
        }
    }

    /// What one session writes when nothing disturbs it.
    package struct Session: Sendable, Equatable {
        /// In the order in which they are counted.
        package var signals: [String]
        package var followups: [String]

        package init(signals: [String], followups: [String]) {
            self.signals = signals
            self.followups = followups
        }
    }

    package enum Flaw: Hashable, Sendable, CustomStringConvertible {
        case lost(String)
        case doubled(String, file: String)
        /// A line that no undisturbed run writes there: torn, glued or invented.
        case foreign(String, file: String)
        case noNewline(file: String)
        case outOfOrder(String, file: String)
        /// What the judge's own reader says of ledger, seals and form.
        case integrity(String)
        case restart(String)

        package var description: String {
            switch self {
            case .lost(let line): "counted and not there: \(line)"
            case .doubled(let line, let file): "twice in \(file): \(line)"
            case .foreign(let line, let file): "no line of this session in \(file): \(line)"
            case .noNewline(let file): "\(file) does not end with a newline"
            case .outOfOrder(let line, let file): "out of its order in \(file): \(line)"
            case .integrity(let what): what
            case .restart(let what): what
            }
        }
    }

    let baseline: Baseline

    package init(_ baseline: Baseline) { self.baseline = baseline }

    /// What a session has promised.
    package enum Promise: Hashable, Sendable {
        /// It was disturbed, and said that it counted so many signals.
        case counted(Int)
        /// Nothing disturbed it: every line of it is due.
        case whole
    }

    /// - Parameters:
    ///   - files: signals and follow-ups as they are after the last session, by name.
    ///   - promises: of the sessions in their order; those behind them did not run.
    package func flaws(files: [String: [UInt8]], promises: [Promise]) -> [Flaw] {
        var flaws: [Flaw] = []
        var present: Set<String> = []
        for name in files.keys.sorted() {
            // A name and nothing in it is what a kill between open and write leaves.
            guard let bytes = files[name], !bytes.isEmpty else { continue }
            if let last = bytes.last, last != 0x0A { flaws.append(.noNewline(file: name)) }
            let places = Dictionary(
                uniqueKeysWithValues: (baseline.files[name] ?? []).enumerated().map { ($1, $0) })
            var lastPlace = -1
            for piece in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast(
                bytes.last == 0x0A ? 1 : 0)
            {
                let line = String(decoding: piece, as: UTF8.self)
                guard let place = places[line] else {
                    flaws.append(.foreign(line, file: name))
                    continue
                }
                if !present.insert(line).inserted {
                    flaws.append(.doubled(line, file: name))
                } else if place < lastPlace {
                    flaws.append(.outOfOrder(line, file: name))
                }
                lastPlace = max(lastPlace, place)
            }
        }
        for (session, promise) in zip(baseline.sessions, promises) {
            let due =
                switch promise {
                case .counted(let count): Array(session.signals.prefix(count))
                case .whole: session.signals + session.followups
                }
            for line in due where !present.contains(line) { flaws.append(.lost(line)) }
        }
        return flaws
    }

    /// How many signals the engine said that it counted: the highest number of its `Signal detected (#N)` lines.
    package static func counted(in output: String) -> Int {
        var highest = 0
        for line in output.split(separator: "\n") {
            guard let mark = line.firstRange(of: "Signal detected (#") else { continue }
            let digits = line[mark.upperBound...].prefix { $0.isNumber }
            highest = max(highest, Int(digits) ?? 0)
        }
        return highest
    }
}
