import Glibc

/// A thread for calls that wait for a disk: the concurrency pool has as many threads as the machine has
/// cores, and two waiting disks would stop everything else.
package final class OwnThread: Sendable {
    private let thread: pthread_t

    /// `name` is seen in `/proc/PID/task`; at most 15 bytes.
    package init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(name, body))
        let failure = pthread_create(
            &thread, nil,
            { argument in
                let work = Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue()
                nameThisThread(work.name)
                // Signals belong to the main thread.
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_BLOCK, &all, nil)
                work.body()
                return nil
            }, work.toOpaque())
        guard failure == 0 else { fatalError("no thread for \(name): errno \(failure)") }
        self.thread = thread
    }

    /// Waits for its end. Once only.
    package func join() { pthread_join(thread, nil) }

    private final class Work {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}

/// Best effort: a name only helps who looks.
private func nameThisThread(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = name.utf8.withContiguousStorageIfAvailable { write(file, $0.baseAddress, $0.count) }
    close(file)
}

/// Now, in ns of CLOCK_MONOTONIC: the store's own durations are real, also in a rehearsal.
func monotonicNs() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

func sleep(ns: Int64) {
    var duration = timespec(tv_sec: Int(ns / 1_000_000_000), tv_nsec: Int(ns % 1_000_000_000))
    var left = timespec()
    while nanosleep(&duration, &left) != 0, errno == EINTR { duration = left }
}
