/// Reads the ledger of all days, one file after the other: chain, sequence, time and each line's type.
struct LedgerReader {
    private(set) var lines = LedgerLines()
    private(set) var damages = DamageList()
    private var notes: [String] = []
    private var chain = ChainVerifier()
    private var nextSeq: Int64?
    private var lastMS: Int64?
    /// The latest time that the clock was set back from: lines that come after it stand in that day's file.
    private var fellFromMS: Int64?
    private var newKeys: Set<String> = []
    private var canonical = CanonicalLedger()

    var ledger: Ledger {
        Ledger(
            lines: lines, damages: damages.kept, damageCount: damages.count,
            notes: notes + newKeys.sorted().map { "the ledger has \($0), of a newer format: not judged" })
    }

    /// A day that could not be read to its end.
    mutating func add(_ error: FormatError, file: String) {
        damages.add(Damage(error.kind, file: file, line: 0, byteOffset: 0, detail: error.detail))
    }

    mutating func line(_ line: ScannedLine, path: String, day: UTCDay?) {
        guard line.endsWithNewline, !line.isTooLong else {
            let error =
                line.isTooLong
                ? FormatError(.lineTooLong)
                : BrokenText.nul(in: line.bytes)
                    ?? FormatError(.noFinalNewline, "the ledger ends within a line")
            return damages.add(error, file: path, line: line)
        }
        if lines.isEmpty, nextSeq == nil { anchor(line) }
        if let problem = chain.problem(of: line.bytes) { damages.add(problem, file: path, line: line) }
        do {
            try decode(line, path: path, day: day)
        } catch {
            damages.add(error, file: path, line: line)
        }
    }

    /// A ledger that does not begin with seq 0 lacks its head, so its first chain can't be tried.
    private mutating func anchor(_ line: ScannedLine) {
        guard let value = try? JSONParser.parse(line.bytes), var members = try? Members(value),
            let seq = try? members.integer("seq"), seq > 0
        else { return }
        chain.unanchor()
    }

    /// As if its lines had been given one by one. `linesBefore`: of the same file.
    mutating func join(_ portion: LedgerPortion, path: String, day: UTCDay?, linesBefore: Int64) {
        for (number, line) in zip((linesBefore + 1)..., portion.lines) {
            switch line.content {
            case .following(let known, let digits):
                chain.follow(digits)
                nextSeq = known.seq + 1
                lastMS = known.atMS
                append(known, LinePlace(file: path, line: number, byteOffset: line.offset))
            case .other(let bytes):
                bytes.withUnsafeBufferPointer {
                    self.line(
                        ScannedLine(
                            bytes: $0, number: number, offset: line.offset, endsWithNewline: true,
                            endOffset: line.offset + Int64(bytes.count) + 1), path: path, day: day)
                }
            }
        }
    }

    private mutating func append(_ line: CanonicalLedger.Line, _ place: LinePlace) {
        lines.append(LedgerLine(place: place, seq: line.seq, atMS: line.atMS, event: line.event))
    }

    private mutating func decode(_ line: ScannedLine, path: String, day: UTCDay?) throws(FormatError) {
        do {
            if let known = canonical.read(line.bytes) {
                if let problem = Self.timeProblem(known.atMS, known.event, day) { throw problem }
                checkOrder(
                    seq: known.seq, atMS: known.atMS, event: known.event, line, path: path, day: day)
                return append(known, LinePlace(file: path, line: line.number, byteOffset: line.offset))
            }
            if let problem = BrokenText.problem(of: line.bytes) { throw problem }
            var members = try Members(try JSONParser.parse(line.bytes))
            let type = try members.string("type")
            let atMS = try members.time("at_ms")
            let seq = try members.count("seq")
            _ = try members.string("chain")
            let event = try LedgerDecoder.event(type: type, &members)
            if let problem = Self.timeProblem(atMS, event, day) { throw problem }
            checkOrder(seq: seq, atMS: atMS, event: event, line, path: path, day: day)
            lines.append(
                LedgerLine(
                    place: LinePlace(file: path, line: line.number, byteOffset: line.offset), seq: seq,
                    atMS: atMS,
                    event: event))
            note(event, members)
        } catch let error as FormatError {
            if nextSeq != nil { nextSeq! += 1 }
            throw error.placed(in: line.bytes)
        } catch {
            throw FormatError(.notJSON, "\(error)")
        }
    }

    /// A time that can't be is no time to reckon with: what lies between it and the others has no end.
    static func timeProblem(_ atMS: Int64, _ event: LedgerEvent, _ day: UTCDay?) -> FormatError? {
        if let day, NumberBounds.isFar(atMS, from: day) {
            return FormatError(.wrongDay, "\(ISOTime.text(atMS)) in the ledger of \(day)")
        }
        if case .minute(let minute) = event, abs(minute.minuteMS - atMS) > NumberBounds.farMS {
            return FormatError(
                .wrongDay, "the minute of \(ISOTime.text(minute.minuteMS)) told at \(ISOTime.text(atMS))")
        }
        return nil
    }

    private mutating func note(_ event: LedgerEvent, _ members: Members) {
        if case .unknown(let type) = event {
            newKeys.insert("lines of type \(type)")
        } else {
            for key in members.leftOver { newKeys.insert("the key \(key)") }
        }
    }

    private mutating func checkOrder(
        seq: Int64, atMS: Int64, event: LedgerEvent, _ line: ScannedLine, path: String, day: UTCDay?
    ) {
        let expected = nextSeq ?? 0
        if seq != expected {
            let kind: DamageKind = nextSeq == nil ? .headMissing : .sequenceGap
            damages.add(
                FormatError(kind, "seq \(seq), \(expected) expected").placed(in: line.bytes), file: path,
                line: line)
        }
        nextSeq = seq + 1
        var mayFall = false
        if case .clock(let step) = event {
            mayFall = true
            if step.toMS < step.fromMS { fellFromMS = max(fellFromMS ?? .min, step.fromMS) }
        }
        if let lastMS, atMS < lastMS, !mayFall {
            damages.add(
                FormatError(.timeBack, "at_ms \(atMS) after \(lastMS)").placed(in: line.bytes), file: path,
                line: line)
        }
        lastMS = atMS
        if let day, UTCDay(containing: atMS) != day, !mayStandLater(atMS: atMS, day: day) {
            let detail = "\(ISOTime.text(atMS)) in the ledger of \(day)"
            let place = KeyPlace.value(of: "at_ms", in: line.bytes)
            damages.add(FormatError(.wrongDay, detail).moved(to: place), file: path, line: line)
        }
    }

    /// True when the clock fell over midnight: the chain runs on from file to file, so no line goes back to one.
    private func mayStandLater(atMS: Int64, day: UTCDay) -> Bool {
        guard let fellFromMS, atMS < fellFromMS else { return false }
        return day > UTCDay(containing: atMS) && day <= UTCDay(containing: fellFromMS)
    }
}
