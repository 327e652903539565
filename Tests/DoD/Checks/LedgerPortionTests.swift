import DoDFormat
import Testing

/// A ledger that several threads take apart: what is read never depends on how many, nor on where it was cut.
@Suite("Portions of a ledger")
struct LedgerPortionTests {
    enum Harm: CaseIterable {
        case changed, removed, doubled, swapped, blank, torn, glued, carriageReturn, nul, noChain, badChain
        case unknownKey, foreignLine, tooLong
    }

    /// Over midnight and over a killed engine, so with two files, two processes and lines of every frequent type.
    private let day = SyntheticDay(
        minutes: 40, startMS: 1_768_953_600_000 - 20 * SyntheticDay.minuteMS, killAt: 12)

    private static let plans = [(2, 300), (3, 1_500), (2, 20_000), (8, 97)].map {
        // A portion of a ledger is a 64th of that of a file of records.
        ThreadPlan(threads: $0, portionBytes: Int64($1) * 64)
    }

    /// Everything that was read of the ledger.
    private struct Told: Equatable {
        var lines: [LedgerLine] = []
        var damages: [Damage] = []
        var damageCount: Int64 = 0
        var notes: [String] = []
        var files: [String] = []

        init(_ run: RunEvidence) {
            lines = Array(run.ledger?.lines ?? [])
            damages = run.ledger?.damages ?? []
            damageCount = run.ledger?.damageCount ?? 0
            notes = run.notes
            files = run.files.map { "\($0.path) \($0.bytes) \($0.records) \($0.crc32c ?? 0)" }
        }
    }

    private func read(_ scratch: Scratch, _ plan: ThreadPlan) throws -> Told {
        let evidence = try EvidenceReader.read(
            EvidenceRequest(directories: ["\(scratch.path)/data"], threads: plan))
        return Told(try #require(evidence.runs.first))
    }

    /// The damages of a folder, after it was seen that every plan reads the same.
    @discardableResult
    private func same(_ folder: DayFolder, _ what: String) throws -> [Damage] {
        let scratch = try Scratch()
        for (name, bytes) in folder.files where name.contains("ledger") { try scratch.write(name, bytes) }
        let whole = try read(scratch, ThreadPlan())
        for plan in Self.plans { #expect(try read(scratch, plan) == whole, "\(what), \(plan)") }
        return whole.damages
    }

    private static func harmed(_ lines: [String], _ at: Int, _ harm: Harm) -> [String] {
        var lines = lines
        let line = lines[at]
        switch harm {
        case .changed: lines[at] = line.replacing("00", with: "01", maxReplacements: 1)
        case .removed: lines.remove(at: at)
        case .doubled: lines.insert(line, at: at)
        case .swapped: lines.swapAt(at, at - 1)
        case .blank: lines.insert("", at: at)
        case .torn: lines[at] = String(line.dropLast(30))
        case .glued: lines[at - 1] += lines.remove(at: at)
        case .carriageReturn: lines[at] += "\r"
        case .nul: lines[at] = line.replacing("0", with: "\u{0}", maxReplacements: 1)
        case .noChain: lines[at] = line.replacing("\"chain\"", with: "\"chian\"")
        case .badChain: lines[at] = String(line.dropLast(4)) + "G\"}"
        case .unknownKey: lines[at] = line.replacing("\"seq\"", with: "\"news\":1,\"seq\"")
        case .foreignLine: lines.insert("{\"type\":\"news\"}", at: at)
        // It takes in the portions behind it, and no buffer of a portion holds it.
        case .tooLong: lines[at] = String(repeating: line, count: 1 + 300_000 / line.utf8.count)
        }
        return lines
    }

    @Test("A right ledger, and one whose last line is torn")
    func right() throws {
        var folder = DayFolder(day)
        #expect(folder.text(DayFolder.ledger).split(separator: "\n").count > 50)
        #expect(try same(folder, "right").isEmpty)
        folder.files[DayFolder.ledger]?.removeLast(7)
        #expect(try !same(folder, "torn at the end").isEmpty)
        folder.files[DayFolder.ledger] = []
        try same(folder, "an empty file")
    }

    @Test("Any harm at any place", arguments: Harm.allCases)
    func harm(_ harm: Harm) throws {
        let folder = DayFolder(day)
        let lines = folder.text(DayFolder.ledger).split(separator: "\n").map(String.init)
        for at in stride(from: 1, to: lines.count, by: 7) {
            var harmedFolder = folder
            let wrong = Self.harmed(lines, at, harm)
            harmedFolder.files[DayFolder.ledger] = Array(wrong.map { "\($0)\n" }.joined().utf8)
            #expect(try !same(harmedFolder, "\(harm) at line \(at + 1)").isEmpty)
        }
    }

    /// What an engine says itself, so that its chain holds.
    private func said(_ lines: [DayLine], before: (Int, inout DayChain) -> Void = { _, _ in }) -> DayFolder {
        var folder = DayFolder(day)
        for name in folder.files.keys where name.contains("ledger") { folder.files[name] = [] }
        var chain = DayChain(.ledger)
        for (number, line) in lines.enumerated() {
            before(number, &chain)
            // Each stands where it stood before anybody changed its time.
            let name = "data/ledger_\(day.day(day.ledger[number].atMS)).jsonl"
            folder.files[name, default: []] += Array(chain.text(line).utf8)
        }
        return folder
    }

    @Test(
        "Times that can't be, in a chain that holds",
        arguments: [-90_000, 1, 86_400_000, 3 * 86_400_000] as [Int64])
    func times(_ shiftMS: Int64) throws {
        for at in stride(from: 2, to: day.ledger.count, by: 9) {
            var lines = day.ledger
            lines[at].atMS += shiftMS
            try same(said(lines), "line \(at + 1) at \(shiftMS) ms")
        }
        // All from there on: none goes back behind the one before.
        let half = day.ledger.count / 2
        var lines = day.ledger
        for at in half..<lines.count { lines[at].atMS += shiftMS }
        try same(said(lines), "from line \(half + 1) on at \(shiftMS) ms")
    }

    @Test("Numbers that are left out or come again, in a chain that holds", arguments: [1, -1])
    func numbers(_ step: Int) throws {
        for at in stride(from: 2, to: day.ledger.count, by: 9) {
            let folder = said(day.ledger) { if $0 == at { $1.skipNumbers(step) } }
            #expect(try same(folder, "line \(at + 1), \(step)").contains { $0.kind == .sequenceGap })
        }
    }
}
