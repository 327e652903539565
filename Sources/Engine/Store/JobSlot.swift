/// Hands one job at a time to another thread.
final class JobSlot<Job: Sendable>: Sendable {
    private struct State {
        var job: Job?
        var isClosed = false
    }

    private let monitor = Monitor(State())

    func put(_ job: Job) { monitor.change { $0.job = job } }
    func close() { monitor.change { $0.isClosed = true } }

    /// Waits for the next job; nil once closed and empty.
    func take() -> Job? {
        monitor.wait({ $0.job != nil || $0.isClosed }) { state in
            defer { state.job = nil }
            return state.job
        }
    }
}
