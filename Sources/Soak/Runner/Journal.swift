import CChecksum
import Glibc
package import SoakFaults

/// The runner's own record of a run: chained lines, each on disk before anything else happens.
package final class Journal {
    private let file: Int32
    private let path: String
    private var seq: Int64 = 0
    private var chain = "00000000"

    /// The file must not exist yet.
    package init(_ path: String) throws(SystemFailure) {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw SystemFailure("create", path, errno: errno) }
        let folder = open(
            String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Goes on with one that an earlier process left: behind its last whole line. What a kill tore off behind it is
    /// moved into `quarantine`.
    package init(resuming path: String, at tail: JournalTail, quarantine: String) throws(SystemFailure) {
        self.path = path
        let torn = try FileTree.read(path).dropFirst(tail.wholeBytes)
        if !torn.isEmpty { try FileTree.write(torn, to: quarantine) }
        file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        guard ftruncate(file, off_t(tail.wholeBytes)) == 0, fsync(file) == 0 else {
            throw SystemFailure("cut", path, errno: errno)
        }
        seq = tail.seq
        chain = tail.chain
    }

    deinit { close(file) }

    /// Appends one line and waits for the disk.
    package func append(_ entry: JournalEntry, wallMs: Int64, virtualMs: Int64) throws(SystemFailure) {
        let line = Self.line(entry, wallMs: wallMs, virtualMs: virtualMs, seq: seq, chain: &chain)
        let wrote = write(file, line, line.count)
        guard wrote == line.count else {
            throw SystemFailure("write", path, errno: wrote < 0 ? errno : ENOSPC)
        }
        guard fdatasync(file) == 0 else { throw SystemFailure("sync", path, errno: errno) }
        seq += 1
    }

    /// The bytes of a line, its newline included; moves the chain on.
    static func line(
        _ entry: JournalEntry, wallMs: Int64, virtualMs: Int64, seq: Int64, chain: inout String
    ) -> [UInt8] {
        var line = JSONLine()
        line.text("type", entry.type)
        line.number("wall_ms", wallMs)
        line.number("virtual_ms", virtualMs)
        line.number("seq", seq)
        entry.write(into: &line)
        let chained = Array(chain.utf8) + line.bytes
        let crc = chained.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        let digits = String(crc, radix: 16)
        chain = String(repeating: "0", count: 8 - digits.count) + digits
        line.text("chain", chain)
        return line.closed + [UInt8(ascii: "\n")]
    }
}
