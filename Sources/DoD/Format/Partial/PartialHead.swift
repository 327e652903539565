/// What a partial says of itself: by what it was judged, and the names in its directory.
struct PartialHead: Sendable {
    /// How paths begin in the verdict.
    var prefix: String
    var window: TimeWindow?
    /// The policy and the calendar as they were given; empty for those that are built in.
    var terms: [String]
    /// What each signal is compared with, and so kept for.
    var witnesses: Witnesses
    /// Steps that its own ledger tells of.
    var clockSteps: [ClockStep]
    var read: [ReadName]
    var ready: [ReadyFile]

    /// Who else saw what the engine should have seen.
    struct Witnesses: Hashable, Sendable {
        /// The exchange, and the runner's own connection to a venue.
        var hasTruth: Bool
        var hasObserver: Bool

        var isAny: Bool { hasTruth || hasObserver }
    }

    struct ReadName: Sendable {
        var entry: DirectoryListing.Entry
        /// Why a ledger or a table could not be read to its end.
        var broken: FormatError?
    }

    static let section = "head"
    static func section(ofRaw name: String) -> String { "raw/\(name)" }
    static func section(ofRecords name: String) -> String { "records/\(name)" }
    static let quarantine = "quarantine"
    static let journal = "journal.jsonl"
    static let truth = ["signals.jsonl", "connections.jsonl", "minutes.jsonl", "summary.json"]
    static func section(ofTruth name: String) -> String { "truth/\(name)" }
    /// The observer's folder has files of the same names.
    static func section(ofObserver name: String) -> String { "observer/\(name)" }

    func write(to pack: inout PackWriter) {
        pack.text(prefix)
        pack.optional(window) {
            $0.int($1.fromMS)
            $0.int($1.toMS)
        }
        pack.list(terms) { $0.text($1) }
        pack.flag(witnesses.hasTruth)
        pack.flag(witnesses.hasObserver)
        pack.list(clockSteps) {
            $0.int($1.fromMS)
            $0.int($1.toMS)
        }
        pack.list(read) { pack, name in
            pack.text(name.entry.name)
            pack.int(name.entry.bytes)
            pack.optional(name.broken) {
                $0.text($1.kind.rawValue)
                $0.int($1.at)
                $0.text($1.detail)
            }
        }
        pack.list(ready) { pack, file in
            pack.text(file.name)
            pack.optional(file.facts) { $0.file($1) }
            pack.list(file.notes) { $0.text($1) }
            pack.int(file.legacyRows)
        }
    }

    init(
        prefix: String, window: TimeWindow?, terms: [String], witnesses: Witnesses, clockSteps: [ClockStep],
        read: [ReadName], ready: [ReadyFile]
    ) {
        self.prefix = prefix
        self.window = window
        self.terms = terms
        self.witnesses = witnesses
        self.clockSteps = clockSteps
        self.read = read
        self.ready = ready
    }

    init(from pack: inout PackReader) throws {
        prefix = try pack.text()
        window = try pack.optional { TimeWindow(fromMS: try $0.int(), toMS: try $0.int()) }
        terms = try pack.list { try $0.text() }
        witnesses = Witnesses(hasTruth: try pack.flag(), hasObserver: try pack.flag())
        clockSteps = try pack.list { ClockStep(fromMS: try $0.int(), toMS: try $0.int()) }
        read = try pack.list { pack in
            let name = try pack.text()
            let bytes = try pack.int()
            let broken: FormatError? = try pack.optional { pack in
                let kind = try pack.word(DamageKind.self)
                let at = Int(try pack.int())
                return FormatError(kind, at: at, try pack.text())
            }
            return ReadName(
                entry: DirectoryListing.Entry(name: name, kind: .file, bytes: bytes), broken: broken)
        }
        ready = try pack.list { pack in
            ReadyFile(
                name: try pack.text(), facts: try pack.optional { try $0.file() },
                notes: try pack.list { try $0.text() }, legacyRows: try pack.int())
        }
    }
}
