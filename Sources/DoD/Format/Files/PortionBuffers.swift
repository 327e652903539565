import Synchronization

/// Room for the bytes of portions, used again and again: as many pieces as there are threads. To map and unmap one for
/// each portion stops the other threads for as long.
final class PortionBuffers: Sendable {
    /// A line that is longer than this is left to the reader of whole files.
    static let bytes = LineScanner.chunkBytes

    typealias Buffer = UnsafeMutableBufferPointer<UInt8>

    /// Nobody looks into one that is here.
    private let free = Mutex<[Piece]>([])

    private struct Piece: @unchecked Sendable {
        let buffer: Buffer
    }

    init() {}

    deinit {
        free.withLock { for piece in $0 { piece.buffer.deallocate() } }
    }

    func take() -> Buffer {
        free.withLock { $0.popLast()?.buffer } ?? .allocate(capacity: Self.bytes)
    }

    func giveBack(_ buffer: Buffer) {
        let piece = Piece(buffer: buffer)
        free.withLock { $0.append(piece) }
    }
}
