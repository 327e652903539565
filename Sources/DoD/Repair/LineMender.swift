package import DoDFormat

/// What becomes of the bytes of one line that is not as it should be. Pure; offsets count from the line's
/// first byte, and together the parts are the whole line with its newline.
package struct LineMender {
    package enum Part: Equatable, Sendable {
        /// A whole record. `addsNewline`: it had none of its own.
        case keep(Range<Int>, addsNewline: Bool)
        /// Bytes that are no record.
        case move(Range<Int>)
    }

    let kind: FileKind

    package init(_ kind: FileKind) { self.kind = kind }

    /// `line` is without its newline. Nothing is made up: what is kept was written so by the engine.
    package func parts(_ line: UnsafeBufferPointer<UInt8>, endsWithNewline: Bool) -> [Part] {
        let whole = line.count + (endsWithNewline ? 1 : 0)
        if isRecord(line, 0..<line.count) { return [.keep(0..<whole, addsNewline: !endsWithNewline)] }
        var parts: [Part] = []
        var moved = 0
        for record in records(in: line) {
            if moved < record.lowerBound { parts.append(.move(moved..<record.lowerBound)) }
            let isLast = record.upperBound == line.count && endsWithNewline
            parts.append(
                .keep(record.lowerBound..<record.upperBound + (isLast ? 1 : 0), addsNewline: !isLast))
            moved = record.upperBound + (isLast ? 1 : 0)
        }
        if moved < whole { parts.append(.move(moved..<whole)) }
        return parts
    }

    /// Records that stand within the line: behind a torn one, before a carriage return, after NUL bytes.
    private func records(in line: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        let starts = RecordLine.starts(in: line, kind: kind)
        var found: [Range<Int>] = []
        for (index, start) in starts.enumerated() {
            let limit = index + 1 < starts.count ? starts[index + 1] : line.count
            // No string of a record holds a brace, so it ends at its last one.
            guard let brace = line[start..<limit].lastIndex(of: UInt8(ascii: "}")) else { continue }
            if isRecord(line, start..<brace + 1) { found.append(start..<brace + 1) }
        }
        return found
    }

    private func isRecord(_ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        RecordLine.problem(of: UnsafeBufferPointer(rebasing: line[range]), kind: kind) == nil
    }
}
