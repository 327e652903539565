import EngineStore
import Glibc

/// One open log: whole lines go to its end, and it is rotated by size. A log that can't be written is no reason to
/// stop. Belongs to one thread.
struct LogOutput {
    /// What a write did not take.
    struct Loss: Equatable {
        var lines: Int
        /// Why not.
        var code: Int32
    }

    /// Nil for standard error and whatever else has no name of ours: it is neither rotated nor cut.
    private let path: String?
    private let bytesMax: Int
    private var descriptor: Int32
    private var length = 0
    /// Half a line stands at the end and could not be cut away.
    private var endsInHalfALine = false

    init(descriptor: Int32) {
        self.descriptor = descriptor
        path = nil
        bytesMax = .max
    }

    /// Makes the file where it is absent.
    init(_ path: String, bytesMax: Int) throws(FileError) {
        self.path = path
        self.bytesMax = bytesMax
        descriptor = try Self.open(path)
    }

    /// Appends whole lines. What can't be written is lost, whole; gives how much that is, nil when all was taken.
    mutating func write(_ lines: [UInt8]) -> Loss? {
        look()
        var rest = lines[...]
        while !rest.isEmpty {
            if length >= bytesMax { rotate() }
            let piece = Self.piece(of: rest, room: bytesMax - length)
            if let code = append(piece, &rest) {
                return Loss(lines: rest.count { $0 == UInt8(ascii: "\n") }, code: code)
            }
        }
        return nil
    }

    func close() { if path != nil { Glibc.close(descriptor) } }

    /// Takes what was written of `piece` off `rest`, half a line not counted. The error of the write that failed.
    private mutating func append(_ piece: ArraySlice<UInt8>, _ rest: inout ArraySlice<UInt8>) -> Int32? {
        if endsInHalfALine {
            guard Glibc.write(descriptor, "\n", 1) == 1 else { return errno }
            endsInHalfALine = false
            length += 1
        }
        var written = 0
        while written < piece.count {
            let count = piece.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = count < 0 ? errno : ENOSPC
                let whole = piece.prefix(written).lastIndex(of: UInt8(ascii: "\n")).map {
                    $0 + 1 - piece.startIndex
                }
                if written > whole ?? 0 { cut(written - (whole ?? 0), of: written) }
                length += whole ?? 0
                rest = rest.dropFirst(whole ?? 0)
                return code
            }
            written += count
        }
        length += written
        rest = rest.dropFirst(written)
        return nil
    }

    /// The last `bytes` that were written are half a line.
    private mutating func cut(_ bytes: Int, of written: Int) {
        if path == nil || ftruncate(descriptor, off_t(length + written - bytes)) != 0 {
            endsInHalfALine = true
            length += bytes
        }
    }

    /// The file may have been cut, moved or removed by others, as programs that rotate logs do.
    private mutating func look() {
        guard let path else { return }
        var (ours, there) = (stat(), stat())
        guard fstat(descriptor, &ours) == 0 else { return }
        length = Int(ours.st_size)
        let isThere = stat(path, &there) == 0
        if isThere, there.st_ino == ours.st_ino, there.st_dev == ours.st_dev { return }
        reopen(path)
    }

    /// `engine.log` becomes `engine.log.1`, in the place of the one before; where that can't be, it begins anew at
    /// twice its bound. So a log takes at most three times its bound, and a line.
    private mutating func rotate() {
        guard let path else { return }
        if rename(path, path + ".1") == 0 { return reopen(path) }
        if length - bytesMax >= bytesMax, ftruncate(descriptor, 0) == 0 { length = 0 }
    }

    /// Goes on in the file that is there where it can't.
    private mutating func reopen(_ path: String) {
        guard let next = try? Self.open(path) else { return }
        Glibc.close(descriptor)
        descriptor = next
        var status = stat()
        length = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        endsInHalfALine = false
    }

    /// Whole lines that fit into `room`, but at least one.
    private static func piece(of lines: ArraySlice<UInt8>, room: Int) -> ArraySlice<UInt8> {
        if lines.count <= room { return lines }
        let end = UInt8(ascii: "\n")
        let last = lines.prefix(max(0, room)).lastIndex(of: end) ?? lines.firstIndex(of: end)
        return lines[...(last ?? lines.endIndex - 1)]
    }

    private static func open(_ path: String) throws(FileError) -> Int32 {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(.open, path, errno) }
        return descriptor
    }
}
