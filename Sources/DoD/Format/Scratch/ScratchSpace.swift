import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps pages of bytes: the first ones in memory, all further ones in a file without a name. So what a ledger says
/// takes no more memory for a month than for two days. Where no such file can be had, all stay in memory.
final class ScratchSpace: Sendable {
    /// A page that was given away.
    enum Page: Sendable {
        case here([UInt8])
        case away(offset: Int64, count: Int)
    }

    private struct Seen {
        var offset: Int64
        var bytes: [UInt8]
    }

    private struct State {
        var keptBytes = 0
        var isFull = false
        var file: ScratchFile?
        /// What was fetched last, the newest first: several threads go through the rows at once.
        var seen: [Seen] = []
    }

    /// A day's ledger takes about so much.
    static let keptBytesMax = 8 << 20
    private static let seenMax = 16

    private let keptBytesMax: Int
    private let folders: [String]
    private let state = Mutex(State())

    init(keptBytesMax: Int = ScratchSpace.keptBytesMax, folders: [String] = ScratchFile.folders) {
        self.keptBytesMax = keptBytesMax
        self.folders = folders
    }

    /// True once something is in the file.
    var isAway: Bool { state.withLock { $0.file != nil } }

    func keep(_ bytes: UnsafeRawBufferPointer) -> Page {
        state.withLock { state in
            if state.isFull || state.keptBytes + bytes.count <= keptBytesMax {
                state.keptBytes += bytes.count
                return .here(Array(bytes))
            }
            if state.file == nil { state.file = ScratchFile(in: folders) }
            if let offset = state.file?.append(bytes) { return .away(offset: offset, count: bytes.count) }
            // A full disk must not end the judging.
            state.isFull = true
            return .here(Array(bytes))
        }
    }

    func bytes(of page: Page) -> [UInt8] {
        switch page {
        case .here(let bytes): return bytes
        case .away(let offset, let count):
            return state.withLock { state in
                if let place = state.seen.firstIndex(where: { $0.offset == offset }) {
                    let page = state.seen[place]
                    if place > 0 {
                        state.seen.remove(at: place)
                        state.seen.insert(page, at: 0)
                    }
                    return page.bytes
                }
                guard let bytes = state.file?.bytes(at: offset, count: count) else { Self.giveUp() }
                if state.seen.count == Self.seenMax { state.seen.removeLast() }
                state.seen.insert(Seen(offset: offset, bytes: bytes), at: 0)
                return bytes
            }
        }
    }

    /// Without what it noted down a judge can say nothing, and certainly no verdict.
    private static func giveUp() -> Never {
        let words = "hip3-dod: its own notes can't be read back from the disk: set TMPDIR to another one\n"
        _ = Array(words.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(EX_SOFTWARE)
    }
}
