/// How the exchange's bytes go to its clients. What is held back is backlog: virtual time waits for it, as it waits
/// for a client that does not read.
package enum WritingPace: Equatable, Sendable {
    case full
    /// So many bytes each millisecond of real time, in one piece, wherever a frame begins or ends.
    case slow(bytesPerMs: Int)
    /// So many bytes each millisecond of real time, each in a write of its own.
    case single(bytesPerMs: Int)

    package static let bytesPerMsMax = 1 << 20
}
