/// The form of single lines, for those who only want to know whether bytes are a record.
package enum RecordLine {
    private static let signal = CarefulReader(form: .signal, rule: .lenient)
    private static let followup = CarefulReader(form: .followup, rule: .lenient)

    /// What is wrong with the form of a line of a signals or follow-ups file; nil for a whole record, in the
    /// canonical form or in that of the old engine. Says nothing of its day, order or content.
    package static func problem(of line: UnsafeBufferPointer<UInt8>, kind: FileKind) -> FormatError? {
        if kind == .followups {
            return FollowupRecord(canonical: line) == nil ? followup.problem(of: line) : nil
        }
        return SignalRecord(canonical: line) == nil ? signal.problem(of: line) : nil
    }

    /// Where a record begins in the bytes, whole or not.
    package static func starts(in line: UnsafeBufferPointer<UInt8>, kind: FileKind) -> [Int] {
        let opening = (kind == .followups ? RecordForm.followup : .signal).opening
        guard line.count >= opening.count else { return [] }
        return (0...line.count - opening.count).filter {
            line[$0] == opening[0] && line[$0...].starts(with: opening)
        }
    }
}
