/// Bytes of a damaged file and where they go.
package struct Piece: Equatable, Sendable {
    package enum Destination: Equatable, Sendable {
        case mended(addsNewline: Bool)
        case quarantine
    }

    package var bytes: Range<Int64>
    package var destination: Destination
}

/// The pieces of a file in their order; neighbours that go the same way are one.
package struct PieceList: Equatable, Sendable {
    package private(set) var pieces: [Piece] = []
    package private(set) var movedBytes: Int64 = 0
    package private(set) var addedNewlines: Int64 = 0

    package init() {}

    package mutating func add(_ bytes: Range<Int64>, _ destination: Piece.Destination) {
        if bytes.isEmpty { return }
        switch destination {
        case .quarantine: movedBytes += Int64(bytes.count)
        case .mended(let addsNewline): addedNewlines += addsNewline ? 1 : 0
        }
        if let last = pieces.last, last.bytes.upperBound == bytes.lowerBound, last.continues(destination) {
            pieces[pieces.count - 1] = Piece(
                bytes: last.bytes.lowerBound..<bytes.upperBound, destination: destination)
        } else {
            pieces.append(Piece(bytes: bytes, destination: destination))
        }
    }

    /// True when they are each byte of a file of that size once.
    package func covers(_ size: Int64) -> Bool {
        var at: Int64 = 0
        for piece in pieces {
            if piece.bytes.lowerBound != at { return false }
            at = piece.bytes.upperBound
        }
        return at == size
    }
}

extension Piece {
    fileprivate func continues(_ next: Destination) -> Bool {
        switch (destination, next) {
        case (.quarantine, .quarantine), (.mended(addsNewline: false), .mended): true
        default: false
        }
    }
}
