import DoDChecks
import DoDFormat
import Testing

/// One defect each, in files that are otherwise right.
@Suite("Integrity sees")
struct IntegrityTests {
    let clean = DayFolder(SyntheticDay())

    /// The criterion answers so, and names all these words in its summary or its evidence.
    func expect(
        _ folder: DayFolder, _ outcome: Outcome, _ words: String...,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let result = try folder.result(.integrity)
        let text = ([result.summary] + result.evidence).joined(separator: "\n")
        #expect(result.outcome == outcome, "\(text)", sourceLocation: location)
        for word in words {
            #expect(text.contains(word), "\(word) is not in: \(text)", sourceLocation: location)
        }
    }

    @Test("a file cut at a line's end: sealed and real length, and how many records are missing")
    func cutAtLineEnd() throws {
        var folder = clean
        let whole = folder.files[DayFolder.signals]!.count
        folder.editLines(DayFolder.signals) { $0.removeLast(3) }
        let left = folder.files[DayFolder.signals]!.count
        try expect(
            folder, .fail, "has \(left) bytes, but \(whole) were sealed", "3 of 24 records are missing")
        #expect(folder.files[DayFolder.signals]!.last == 0x0a)
    }

    @Test("a file that is gone")
    func missingFile() throws {
        var folder = clean
        folder.files[DayFolder.followups] = nil
        try expect(folder, .fail, "followups_2026-01-20.jsonl is not there", "72 of 72 records are missing")
    }

    @Test("a file emptied")
    func emptied() throws {
        var folder = clean
        folder.files[DayFolder.signals] = []
        try expect(folder, .fail, "has 0 bytes", "24 of 24 records are missing")
    }

    @Test("a flipped digit that is still valid JSON")
    func flippedDigit() throws {
        var folder = clean
        folder.replace(DayFolder.signals, "\"best_size\":3.0,", "\"best_size\":8.0,")
        try expect(folder, .fail, "signals_2026-01-20.jsonl bytes 0..<", "6 records, crc", "sealed 6, crc")
    }

    @Test("two lines swapped") func swapped() throws {
        var folder = clean
        folder.editLines(DayFolder.signals) { $0.swapAt(2, 3) }
        try expect(folder, .fail, "time back", "bytes 0..<")
    }

    @Test("a glued line") func glued() throws {
        var folder = clean
        folder.editLines(DayFolder.signals) { lines in
            lines[4] = String(lines[4].prefix(50)) + lines[5]
            lines.remove(at: 5)
        }
        try expect(folder, .fail, "signals_2026-01-20.jsonl:5", "glued line")
    }

    @Test("a doubled line") func doubled() throws {
        var folder = clean
        folder.editLines(DayFolder.signals) { $0.append($0[$0.count - 1]) }
        try expect(folder, .fail, "behind byte", "written by nobody that the ledger knows")
    }

    @Test("a torn line at the end") func torn() throws {
        var folder = clean
        folder.files[DayFolder.signals]! += Array("{\"timestamp_ms\":17".utf8)
        try expect(folder, .fail, "no final newline")
    }

    @Test("NUL blocks") func nulBlock() throws {
        var folder = clean
        let count = folder.files[DayFolder.signals]!.count
        for index in (count - 300)..<(count - 100) { folder.files[DayFolder.signals]![index] = 0 }
        try expect(folder, .fail, "nul bytes")
    }

    @Test("a day's file under another day's name") func wrongDay() throws {
        var folder = clean
        folder.files["data/signals_2026-01-21.jsonl"] = folder.files[DayFolder.signals]
        try expect(folder, .fail, "wrong day", "signals_2026-01-21.jsonl has")
    }

    @Test("bytes that the ledger counts wrongly") func wrongTotals() throws {
        var day = SyntheticDay()
        let stop = day.ledger.count - 1
        day.ledger[stop].members = day.ledger[stop].members.replacing(
            "\"records\":24", with: "\"records\":25")
        try expect(
            DayFolder(day), .fail, "and 25 records of signals_2026-01-20.jsonl", "24 records up to there")
        var cut = SyntheticDay()
        let bytes = cut.data["signals_2026-01-20.jsonl"]!.count
        cut.ledger[stop].members = cut.ledger[stop].members.replacing(
            "\"bytes\":\(bytes)", with: "\"bytes\":\(bytes - 1)")
        try expect(DayFolder(cut), .fail, "no line ends at that byte")
    }

    @Test("a hole between two seals") func hole() throws {
        var day = SyntheticDay()
        let index = day.ledger.firstIndex { $0.type == "seal" }!
        day.ledger.remove(at: index)
        try expect(DayFolder(day), .fail, "only 0 were vouched for before")
    }

    @Test("a file that shrank and was written anew behind it") func shrunk() throws {
        var day = SyntheticDay()
        let name = "signals_2026-01-20.jsonl"
        let seals = day.ledger.indices.filter { day.ledger[$0].type == "seal" }
        // The third seal begins where the second began: what the second sealed was overwritten.
        let lines = String(decoding: day.data[name]!, as: UTF8.self).split(separator: "\n").map { "\($0)\n" }
        let first = lines[..<6].joined().utf8.count
        let third = Array(lines[12...].joined().utf8)
        day.data[name] = Array(lines[..<6].joined().utf8) + third
        let range =
            "{\"file\":\"\(name)\",\"from\":\(first),\"to\":\(first + third.count),\"records\":12,\"crc32c\":\"\(DayLines.hex(DayLines.crc(third)))\"}"
        day.ledger[seals[2]].members = "\"late\":false,\"files\":[\(range)]"
        day.ledger.remove(at: seals[3])
        let second = lines[..<12].joined().utf8.count
        try expect(
            DayFolder(day), .fail, "was sealed to byte \(second)", "then goes on from byte \(first)",
            "it shrank by \(second - first) bytes", "bytes \(first)..<")
    }

    @Test("bytes in the quarantine that are gone, changed, or claimed by nobody") func quarantine() throws {
        let repaired = DayFolder(SyntheticDay(killAt: 2))
        let name = "data/quarantine/signals_2026-01-20.jsonl.torn"
        var gone = repaired
        gone.files[name] = nil
        try expect(gone, .fail, "24 bytes of signals_2026-01-20.jsonl were moved", "which is not there")
        var changed = repaired
        changed.files[name]![3] ^= 1
        try expect(changed, .fail, "quarantine/signals_2026-01-20.jsonl.torn has 24 bytes, crc")
        var unclaimed = repaired
        unclaimed.files["data/quarantine/other"] = [1, 2, 3]
        try expect(unclaimed, .unknown, "quarantine/other: no repair line accounts for these bytes")
    }

    @Test("every single bit of a small day, flipped") func everyBit() throws {
        let day = DayFolder(SyntheticDay(minutes: 1))
        let size = day.files[DayFolder.signals]!.count
        // Each byte of the first line, and each eleventh of the rest, one bit of it.
        for at in Array(0..<230) + Array(stride(from: 230, to: size, by: 11)) {
            var folder = day
            folder.files[DayFolder.signals]![at] ^= 1 << UInt8(at % 8)
            #expect(try folder.result(.integrity).outcome == .fail, "byte \(at)")
        }
    }

    @Test("nothing to look at: unknown") func nothing() throws {
        var folder = DayFolder(SyntheticDay())
        for name in folder.files.keys where name.hasPrefix("data/ledger") { folder.files[name] = nil }
        try expect(folder, .unknown, "no ledger")
        #expect(try folder.judge().evidence == .none)
        #expect(try folder.judge().word == .inconclusive)
    }
}
