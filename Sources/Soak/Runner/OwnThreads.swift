import Dispatch
import Glibc

/// Work that blocks, and that may change what belongs to its thread (its mounts): a thread for each piece, which
/// ends with it.
package enum OwnThreads {
    /// Runs `work` for each of `count` pieces in their order, at most `jobs` at a time, and waits for all.
    /// `goesOn` is asked before each one begins.
    package static func run(
        _ count: Int, jobs: Int, goesOn: @escaping @Sendable () -> Bool,
        work: @escaping @Sendable (Int) -> Void
    ) {
        let free = DispatchSemaphore(value: jobs)
        for index in 0..<count {
            free.wait()
            guard goesOn() else {
                free.signal()
                break
            }
            start {
                work(index)
                free.signal()
            }
        }
        for _ in 0..<jobs { free.wait() }
        for _ in 0..<jobs { free.signal() }  // a semaphore must not go with less than it was made with
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Body(body)).toOpaque()
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context)
        precondition(failure == 0, "no thread can be made")
        pthread_detach(thread)
    }
}
