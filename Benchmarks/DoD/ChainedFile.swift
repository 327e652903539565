import CChecksum
import Glibc

/// A ledger or a journal over its days: numbered and chained lines.
final class ChainedFile {
    enum Book { case ledger, journal }

    private let book: Book
    private var seq: Int64 = 0
    private var chain: UInt32 = 0
    private var file: SealedFile

    init(_ book: Book, folder: String, name: String) throws {
        self.book = book
        file = try SealedFile(folder: folder, name: name)
    }

    /// The chain goes on in the next day's file.
    func turn(folder: String, name: String) throws {
        try file.flush()
        file = try SealedFile(folder: folder, name: name)
    }

    func flush() throws { try file.flush() }

    /// `members` begin with a comma where there are any.
    func say(_ type: String, _ atMS: Int64, _ members: String) throws {
        let time =
            switch book {
            case .ledger: "\"at_ms\":\(atMS)"
            case .journal: "\"wall_ms\":\(atMS),\"virtual_ms\":\(atMS)"
            }
        let body = "{\"type\":\"\(type)\",\(time),\"seq\":\(seq)\(members)"
        let previous = Array(Self.hex(chain).utf8)
        chain = crc32c_extend(0, previous, previous.count)
        let bytes = Array(body.utf8)
        chain = crc32c_extend(chain, bytes, bytes.count)
        seq += 1
        let end = Array(",\"chain\":\"\(Self.hex(chain))\"}".utf8)
        // A line of many markets may be longer than what an append may take for granted.
        var from = 0
        let line = bytes + end
        guard line.count > LineBuffer.slack else { return try file.append { $0.text(line) } }
        try file.flush()
        try file.append { buffer in
            while from < line.count {
                let to = min(line.count, from + LineBuffer.slack)
                buffer.text(Array(line[from..<to]))
                from = to
            }
        }
    }

    static func hex(_ checksum: UInt32) -> String {
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}
