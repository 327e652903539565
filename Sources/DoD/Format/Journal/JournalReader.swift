/// Reads `journal.jsonl`: chain, sequence, and each line's type.
struct JournalReader {
    private(set) var lines: [JournalLine] = []
    private(set) var damages = DamageList()
    private var chain = ChainVerifier()
    private var nextSeq: Int64 = 0
    private var notes: Set<String> = []

    var journal: Journal {
        Journal(lines: lines, damages: damages.kept, damageCount: damages.count, notes: notes.sorted())
    }

    mutating func add(_ error: FormatError, file: String) {
        damages.add(Damage(error.kind, file: file, line: 0, byteOffset: 0, detail: error.detail))
    }

    mutating func line(_ line: ScannedLine, path: String) {
        guard line.endsWithNewline, !line.isTooLong else {
            let error =
                line.isTooLong
                ? FormatError(.lineTooLong) : FormatError(.noFinalNewline, "the journal ends within a line")
            return damages.add(error, file: path, line: line)
        }
        if let problem = chain.problem(of: line.bytes) { damages.add(problem, file: path, line: line) }
        do {
            if let problem = BrokenText.problem(of: line.bytes) { throw problem }
            var members = try Members(try JSONParser.parse(line.bytes))
            let type = try members.string("type")
            let wallMS = try members.time("wall_ms")
            let virtualMS = try members.time("virtual_ms")
            let seq = try members.count("seq")
            if seq != nextSeq {
                damages.add(
                    FormatError(.sequenceGap, "seq \(seq), \(nextSeq) expected"), file: path, line: line)
            }
            nextSeq = seq + 1
            let event = try JournalDecoder.event(type: type, &members)
            if case .unknown = event { notes.insert("the journal has lines of type \(type): not judged") }
            lines.append(
                JournalLine(
                    place: LinePlace(file: path, line: line.number, byteOffset: line.offset), seq: seq,
                    wallMS: wallMS, virtualMS: virtualMS, event: event))
        } catch let error as FormatError {
            damages.add(error.placed(in: line.bytes), file: path, line: line)
        } catch {
            damages.add(FormatError(.notJSON, "\(error)"), file: path, line: line)
        }
    }
}
