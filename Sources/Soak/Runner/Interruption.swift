import Glibc

/// Somebody wants the run to end: raised from a signal's handler or a test, seen by the runner's loop.
package final class Interruption: Sendable {
    /// Readable once it was raised; nobody reads from it.
    package let descriptor: Int32
    private let raising: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        raising = ends[1]
    }

    deinit {
        close(descriptor)
        close(raising)
    }

    package func raise() { _ = write(raising, "!", 1) }

    /// Sleeps, but not past the moment at which it is raised.
    package func rest(ms: Int32) {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&ready, 1, ms)
    }

    package var isRaised: Bool {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, 0) > 0
    }
}
