#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Work that is begun before its result is needed, on a thread of its own.
package final class WorkAhead<Result: Sendable>: @unchecked Sendable {
    private let work: @Sendable () -> Result
    /// Nil where no thread is to be used, or none can be had: then it is done when it is asked for.
    private var member: pthread_t?
    /// Written by the thread, and read when it has ended.
    private var result: Result?

    /// `threads`: as many as may be used; with one, nothing is begun before it is asked for.
    package init(threads: Int, _ work: @escaping @Sendable () -> Result) {
        self.work = work
        guard threads > 1 else { return }
        member = ThreadBody { [self] in result = work() }.start()
    }

    /// Waits for the work to end. For one caller, once.
    package func take() -> Result {
        if let member { pthread_join(member, nil) }
        member = nil
        return result ?? work()
    }
}
