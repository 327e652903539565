/// An operator's word on its way into a run's journal.
package struct Note: Equatable, Sendable {
    /// When it was written, milliseconds since the epoch, by the operator's clock.
    package let writtenMs: Int64
    package let text: String

    /// A word is a sentence, not a file.
    package static let bytesMax = 2000

    package init(writtenMs: Int64, text: String) {
        self.writtenMs = writtenMs
        self.text = text
    }

    /// Why a text can't be a note; nil when it can.
    package static func flaw(in text: String) -> String? {
        if text.allSatisfy(\.isWhitespace) {
            return "the note is empty; say something, as: hip3-soak note \"disk swapped\""
        }
        if text.utf8.count > bytesMax {
            return "the note has \(text.utf8.count) bytes, \(bytesMax) are the most; put it shorter"
        }
        return nil
    }
}
