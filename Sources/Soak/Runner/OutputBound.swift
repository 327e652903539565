import Glibc
import SoakFaults

/// Keeps what a program says on its standard output or error from filling a disk. The program goes on in the same file,
/// which it has open to append: what stands there is copied to `NAME.1`, in the place of the copy before, and cut away.
struct OutputBound {
    /// What was cut away.
    struct Cut: Equatable {
        var bytes: Int64
        /// They are in `NAME.1`; false: there was no room for a copy.
        var isKept: Bool
    }

    /// As `log_max_bytes` of the engine: with its copy a file takes twice this, and what comes in a second.
    static let standardBytesMax: Int64 = 64 << 20
    private static let partBytes = 1 << 20

    let bytesMax: Int64

    init(bytesMax: Int64 = standardBytesMax) { self.bytesMax = bytesMax }

    /// Nil: nothing was to be done. A file that can't be copied is let grow to twice its bound first.
    func hold(_ path: String) -> Cut? {
        guard FileTree.size(path) >= bytesMax else { return nil }
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        if let copied = copy(file, to: path + ".1") {
            guard ftruncate(file, 0) == 0 else { return nil }
            return Cut(bytes: copied, isKept: true)
        }
        unlink(path + ".1")
        let size = FileTree.size(path)
        guard size >= 2 * bytesMax, ftruncate(file, 0) == 0 else { return nil }
        return Cut(bytes: size, isKept: false)
    }

    /// Up to the end, also of what comes meanwhile; how much that was. A line that is written between the last read
    /// and the cut is lost: a matter of microseconds, and the journal says that there was a cut.
    private func copy(_ file: Int32, to path: String) -> Int64? {
        let other = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard other >= 0 else { return nil }
        defer { close(other) }
        var part = [UInt8](repeating: 0, count: Self.partBytes)
        var copied: Int64 = 0
        // A program that writes faster than it can be copied is left behind.
        while copied < 2 * bytesMax {
            let got = pread(file, &part, part.count, off_t(copied))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            var done = 0
            while done < got {
                let wrote = part.withUnsafeBytes { write(other, $0.baseAddress! + done, got - done) }
                if wrote < 0, errno == EINTR { continue }
                guard wrote > 0 else { return nil }
                done += wrote
            }
            copied += Int64(got)
        }
        return copied
    }
}
