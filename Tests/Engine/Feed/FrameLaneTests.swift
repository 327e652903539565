import Testing

@testable import EngineFeed

/// What passes the decoder, and what does not: whatever the reads, each byte goes one way, in order.
@Suite struct FrameLaneTests {
    struct Taken: Equatable {
        var texts: [[UInt8]] = []
        /// Bytes for the decoder, with the number of texts that were taken before them.
        var others: [[UInt8]] = []
        var order: [Bool] = []
    }

    func frame(
        _ payload: [UInt8], first: UInt8 = 0x81, mask: [UInt8]? = nil, wide: Bool = false
    ) -> [UInt8] {
        let bit: UInt8 = mask == nil ? 0 : 0x80
        var bytes = [first]
        if wide || payload.count > 65_535 {
            bytes += [127 | bit] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        } else if payload.count > 125 {
            bytes += [126 | bit, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        } else {
            bytes += [UInt8(payload.count) | bit]
        }
        return bytes + (mask ?? []) + payload
    }

    /// Feeds reads to a new lane; neighbouring pieces for the decoder are joined.
    func take(_ reads: [[UInt8]]) -> Taken {
        var lane = FrameLane()
        var taken = Taken()
        for read in reads {
            var covered = 0
            read.withUnsafeBytes { bytes in
                lane.split(bytes) { piece in
                    switch piece {
                    case .text(let range):
                        #expect(range.lowerBound - covered == 2 || range.lowerBound - covered == 4)
                        covered = range.upperBound
                        taken.texts.append(Array(bytes[range]))
                        taken.order.append(true)
                    case .other(let range):
                        #expect(range.lowerBound == covered)
                        #expect(!range.isEmpty)
                        covered = range.upperBound
                        if taken.order.last == false {
                            taken.others[taken.others.count - 1] += bytes[range]
                        } else {
                            taken.others.append(Array(bytes[range]))
                            taken.order.append(false)
                        }
                    }
                }
            }
            #expect(covered == read.count, "every byte goes one way")
        }
        return taken
    }

    @Test func wholeTextsNeedNoDecoder() {
        let payloads = [0, 1, 125, 126, 127, 4_000, 65_535].map { [UInt8](repeating: 7, count: $0) }
        let taken = take([payloads.flatMap { frame($0) } + frame([1, 2], first: 0x82)])
        #expect(taken.texts == payloads + [[1, 2]])
        #expect(taken.others.isEmpty)
    }

    @Test func whatIsUnusualIsTheDecoders() {
        let unusual: [[UInt8]] = [
            frame([1], first: 0x89), frame([3, 232], first: 0x88), frame([1], first: 0xc1),
            frame([1], mask: [1, 2, 3, 4]), frame([UInt8](repeating: 1, count: 65_536)),
            frame([1, 2], wide: true),
            [0x81, 126, 0, 5, 1, 2, 3, 4, 5], frame([], first: 0x8a), frame([9], first: 0x83),
        ]
        for bytes in unusual {
            let taken = take([frame([5]) + bytes + frame([6])])
            #expect(taken.texts == [[5], [6]])
            #expect(taken.others == [bytes])
        }
    }

    /// A message in fragments is the decoder's to its end, also what is sent in between.
    @Test func fragmentsGoTogether() {
        let fragments =
            frame([1], first: 0x01) + frame([9], first: 0x89) + frame([2], first: 0x00)
            + frame([4], first: 0x81)
            + frame([3], first: 0x80)
        let taken = take([frame([5]) + fragments + frame([6])])
        #expect(taken.texts == [[5], [6]])
        #expect(taken.others == [fragments])
    }

    /// However the same bytes come, the messages are the same: those that a read cut are with the decoder whole.
    @Test func everyCutOfAStream() {
        let parts: [[UInt8]] = [
            frame([1, 2, 3]), frame([UInt8](repeating: 4, count: 130)), frame([5], first: 0x89), frame([6]),
            frame([7, 7], mask: [0, 0, 0, 0]), frame([8], wide: true), frame([]), frame([9, 9]),
        ]
        let stream = parts.flatMap { $0 }
        for first in 0...stream.count {
            for second in stride(from: first, through: stream.count, by: 7) {
                let taken = take([
                    Array(stream[..<first]), Array(stream[first..<second]), Array(stream[second...]),
                ])
                #expect(join(taken) == parts)
            }
        }
    }

    /// Byte by byte nothing is ever whole.
    @Test func oneByteAtATime() {
        let stream = frame([1, 2, 3]) + frame([UInt8](repeating: 4, count: 300)) + frame([7], first: 0x89)
        let taken = take(stream.map { [$0] })
        #expect(taken.texts.isEmpty)
        #expect(taken.others == [stream])
    }

    @Test func aLengthBeyondAllMemoryEndsNothing() {
        let taken = take([[0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255, 1], frame([1]), frame([2])])
        #expect(taken.texts.isEmpty)
    }

    /// The frames in order, whichever way they went.
    private func join(_ taken: Taken) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var (text, other) = (0, 0)
        for isText in taken.order {
            if isText {
                frames.append(frame(taken.texts[text]))
                text += 1
            } else {
                var rest = taken.others[other][...]
                other += 1
                while let end = end(of: rest) {
                    frames.append(Array(rest[..<end]))
                    rest = rest[end...]
                }
                #expect(rest.isEmpty, "the decoder is left with half a frame")
            }
        }
        return frames
    }

    private func end(of bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 2 else { return nil }
        let at = bytes.startIndex
        let code = bytes[at + 1] & 0x7f
        let mask = bytes[at + 1] & 0x80 == 0 ? 0 : 4
        let (lengthBytes, header) = code == 127 ? (8, 10) : code == 126 ? (2, 4) : (0, 2)
        let length =
            lengthBytes == 0
            ? Int(code) : bytes[at + 2..<at + 2 + lengthBytes].reduce(0) { $0 << 8 | Int($1) }
        return at + header + mask + length
    }
}
