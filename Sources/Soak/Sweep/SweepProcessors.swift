import CLinuxCalls

/// A processor for each thread of a sweep, if there are enough.
///
/// Engine and injector take turns, hundreds of times in a life. On one processor a turn is a switch; on two it wakes
/// the other one from its sleep each time, which took twice as long in all.
struct SweepProcessors: Sendable {
    private let processors: [UInt64]

    init() {
        let allowed = processors_of(0)
        processors = (0..<64).filter { allowed >> UInt64($0) & 1 == 1 }.map { UInt64($0) }
    }

    /// Keeps the calling thread, and what it starts from now on, on the processor of that number.
    func settle(_ worker: Int) {
        guard !processors.isEmpty else { return }
        // Where it is refused the sweep is slower, and no less right.
        _ = processors_bind(0, 1 << processors[worker % processors.count])
    }
}
