import CChecksum
import CZlib
import Glibc
import SoakFaults
import SoakRunner

/// Every message as it came, a line each, compressed: one file an hour, one gzip member a minute, so that a kill takes
/// a minute of it at most.
struct FrameRecording {
    /// A finished member, as the observer's ledger names it.
    struct Piece {
        var file: String
        var from: Int64
        var to: Int64
        var frames: Int64
        var crc32c: String
    }

    private let folder: String
    private var file: gzFile?
    private var name = ""
    private var from: Int64 = 0
    private var frames: Int64 = 0

    init(_ folder: String) { self.folder = folder }

    mutating func add(_ bytes: [UInt8], connection: Int, wallMs: Int64) {
        let hour = VirtualTime(ms: wallMs - wallMs % 3_600_000).text.prefix(13)
        let wanted = "frames_\(hour).jsonl.gz"
        if file == nil {
            name = wanted
            let path = folder + "/" + name
            from = FileTree.size(path)
            file = gzopen(path, "ab6")
        }
        guard let file else { return }
        // A message with a line feed in it would be two lines: white space of JSON, and the only one of its kind.
        let line =
            Array("{\"at_ms\":\(wallMs),\"connection\":\(connection),\"frame\":".utf8)
            + bytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 } + Array("}\n".utf8)
        gzwrite(file, line, UInt32(line.count))
        frames += 1
    }

    /// Ends the member; nil when nothing was added.
    mutating func endPiece() -> Piece? {
        guard let file else { return nil }
        gzclose(file)
        self.file = nil
        defer { frames = 0 }
        let path = folder + "/" + name
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        fsync(descriptor)
        let to = Int64(lseek(descriptor, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: Int(to - from))
        guard to > from, pread(descriptor, &bytes, bytes.count, off_t(from)) == bytes.count else {
            return nil
        }
        let crc = bytes.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        return Piece(file: name, from: from, to: to, frames: frames, crc32c: ObserverFolder.hex(crc))
    }
}
