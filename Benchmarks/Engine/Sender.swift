import Glibc

/// Sends a tape over and over, with the block times of now.
final class Sender {
    /// So many bytes go out in one call.
    private static let batchBytes = 256 << 10

    private let tape: Tape
    private let memory: UnsafeMutableRawBufferPointer
    private var at: Int
    private(set) var frames = 0
    private(set) var bytes = 0
    private(set) var signals = 0

    init(_ tape: Tape) {
        self.tape = tape
        memory = .allocate(byteCount: tape.bytes.count, alignment: 16)
        memory.copyBytes(from: tape.bytes)
        at = tape.preludeFrames
    }

    deinit { memory.deallocate() }

    /// One context of every market.
    func sendPrelude(to stream: Stream) throws {
        try send(0..<tape.preludeFrames, to: stream)
    }

    /// The next batch. What the client says meanwhile is answered.
    func sendBatch(to stream: Stream) throws {
        var end = at
        let begin = tape.frames[at].begin
        while end < tape.frames.count, tape.frames[end].end - begin <= Sender.batchBytes { end += 1 }
        try send(at..<end, to: stream)
        at = end == tape.frames.count ? tape.preludeFrames : end
        stream.hear()
    }

    /// The next frame alone. Says whether it makes a signal; `sending` is called right before it goes out.
    func sendFrame(to stream: Stream, sending: (_ isSignal: Bool) -> Void) throws {
        let frame = tape.frames[at]
        stamp(at..<at + 1)
        sending(frame.isSignal)
        try stream.send(UnsafeRawBufferPointer(rebasing: memory[frame.begin..<frame.end]), frames: 1)
        note(at..<at + 1)
        at = at + 1 == tape.frames.count ? tape.preludeFrames : at + 1
    }

    private func send(_ range: Range<Int>, to stream: Stream) throws {
        stamp(range)
        let part = memory[tape.frames[range.lowerBound].begin..<tape.frames[range.upperBound - 1].end]
        try stream.send(UnsafeRawBufferPointer(rebasing: part), frames: range.count)
        note(range)
    }

    private func note(_ range: Range<Int>) {
        frames += range.count
        bytes += tape.frames[range.upperBound - 1].end - tape.frames[range.lowerBound].begin
        for index in range where tape.frames[index].isSignal { signals += 1 }
    }

    private func stamp(_ range: Range<Int>) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var rest = Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
        withUnsafeTemporaryAllocation(byteCount: Tape.timeDigits, alignment: 1) { digits in
            for place in (0..<Tape.timeDigits).reversed() {
                digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            for index in range {
                guard let timeAt = tape.frames[index].timeAt else { continue }
                memcpy(memory.baseAddress! + timeAt, digits.baseAddress!, Tape.timeDigits)
            }
        }
    }
}
