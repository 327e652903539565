// Counts, damages and file facts on their way into a partial and back.

extension PackWriter {
    mutating func damages(_ damages: [Damage]) {
        list(damages) { pack, damage in
            pack.text(damage.kind.rawValue)
            pack.text(damage.file)
            pack.int(damage.line)
            pack.int(damage.byteOffset)
            pack.text(damage.detail)
            pack.text(damage.excerptHex)
        }
    }

    /// Without ranges and totals, which only all ledgers together tell.
    mutating func file(_ file: FileFacts) {
        text(file.path)
        text(file.name)
        text(file.kind.rawValue)
        optional(file.day) { $0.int($1.daysSinceEpoch) }
        flag(file.isCompressed)
        int(file.bytes)
        int(file.records)
        optional(file.crc32c) { $0.int(Int64($1)) }
        damages(file.damages)
        int(file.damageCount)
    }

    /// Without sequences, which a truth is compared with.
    mutating func counts(_ facts: RecordFacts) {
        for number in [
            facts.signals, facts.followups, facts.signalsWithoutSize, facts.recordsWithoutConfig,
            facts.recordsWithoutTable, facts.legacyRecords,
        ] { int(number) }
        optional(facts.firstSignalMS) { $0.int($1) }
        optional(facts.lastSignalMS) { $0.int($1) }
        list(facts.signalsBySide.sorted { $0.key < $1.key }) { pack, entry in
            pack.market(entry.key.market)
            pack.side(entry.key.side)
            pack.int(entry.value)
        }
        for counts in [facts.signalsByMinute, facts.followupsByMinute] {
            int(counts.count)
            counts.forEach { key, count in
                market(key.market)
                int(key.minuteMS)
                int(count)
            }
        }
        let slots = facts.signalsBySlot.sorted { ($0.key.fromMS, $0.key.side) < ($1.key.fromMS, $1.key.side) }
        list(slots) { pack, entry in
            pack.side(entry.key.side)
            pack.int(entry.key.fromMS)
            pack.int(entry.value)
        }
        list(facts.violations) { pack, violation in
            pack.text(violation.kind.rawValue)
            pack.place(violation.place)
            pack.text(violation.detail)
        }
        list(facts.violationCounts.sorted { $0.key < $1.key }) { pack, entry in
            pack.text(entry.key.rawValue)
            pack.int(entry.value)
        }
    }
}

extension PackReader {
    mutating func word<Word: RawRepresentable<String>>(_ of: Word.Type) throws -> Word {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            throw PartialError("it holds a word that nobody knows: \(text)")
        }
        return word
    }

    mutating func damages() throws -> [Damage] {
        try list { pack in
            let kind = try pack.word(DamageKind.self)
            let file = try pack.text()
            let (line, offset) = (try pack.int(), try pack.int())
            let detail = try pack.text()
            return Damage(
                kind, file: file, line: line, byteOffset: offset, detail: detail, excerptHex: try pack.text())
        }
    }

    mutating func file() throws -> FileFacts {
        let (path, name) = (try text(), try text())
        let kind = try word(FileKind.self)
        let day = try optional { UTCDay(daysSinceEpoch: Int(try $0.int())) }
        let isCompressed = try flag()
        let (bytes, records) = (try int(), try int())
        let crc32c = try optional { UInt32(truncatingIfNeeded: try $0.int()) }
        let damages = try damages()
        return FileFacts(
            path: path, name: name, kind: kind, day: day, isCompressed: isCompressed, bytes: bytes,
            records: records, crc32c: crc32c, damages: damages, damageCount: try int())
    }

    private mutating func minuteCount() throws -> (key: MarketMinuteKey, count: Int64) {
        let key = MarketMinuteKey(market: try market(), minuteMS: try int())
        let count = try int()
        guard key.minuteMS >= 0, key.minuteMS % MinuteRecord.milliseconds == 0, count > 0 else {
            throw PartialError("it holds a count of a minute that can't be")
        }
        return (key, count)
    }

    mutating func counts() throws -> RecordFacts {
        var facts = RecordFacts()
        facts.signals = try int()
        facts.followups = try int()
        facts.signalsWithoutSize = try int()
        facts.recordsWithoutConfig = try int()
        facts.recordsWithoutTable = try int()
        facts.legacyRecords = try int()
        facts.firstSignalMS = try optional { try $0.int() }
        facts.lastSignalMS = try optional { try $0.int() }
        for _ in 0..<(try count()) {
            let key = MarketSide(market: try market(), side: try side())
            facts.signalsBySide[key] = try int()
        }
        for _ in 0..<(try count()) {
            let (key, count) = try minuteCount()
            facts.signalsByMinute.add(count, to: key)
        }
        for _ in 0..<(try count()) {
            let (key, count) = try minuteCount()
            facts.followupsByMinute.add(count, to: key)
        }
        for _ in 0..<(try count()) {
            let key = SideSlotKey(side: try side(), fromMS: try int())
            facts.signalsBySlot[key] = try int()
        }
        facts.violations = try list { pack in
            let kind = try pack.word(ViolationKind.self)
            let place = try pack.place()
            return Violation(kind, place: place, detail: try pack.text())
        }
        for _ in 0..<(try count()) {
            let kind = try word(ViolationKind.self)
            facts.violationCounts[kind] = try int()
        }
        return facts
    }

    mutating func sequences() throws -> [MarketSide: [RecordedSignal]] {
        var sequences: [MarketSide: [RecordedSignal]] = [:]
        for _ in 0..<(try count()) {
            let key = MarketSide(market: try market(), side: try side())
            sequences[key] = try list { pack in
                let ms = try pack.int()
                let (best, size) = (Amount(units: try pack.int()), Amount(units: try pack.int()))
                return RecordedSignal(
                    timestampMS: ms, best: best, bestSize: size, oracle: Amount(units: try pack.int()))
            }
        }
        return sequences
    }
}

extension PackWriter {
    mutating func sequences(_ sequences: [MarketSide: [RecordedSignal]]) {
        list(sequences.sorted { $0.key < $1.key }) { pack, entry in
            pack.market(entry.key.market)
            pack.side(entry.key.side)
            pack.list(entry.value) { pack, signal in
                pack.int(signal.timestampMS)
                for amount in [signal.best, signal.bestSize, signal.oracle] { pack.int(amount.units) }
            }
        }
    }
}
