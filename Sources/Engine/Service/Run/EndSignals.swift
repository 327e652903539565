import EngineStore
import Glibc

/// SIGTERM and SIGINT ask for the end. A handler may do next to nothing, so it only writes a byte into a pipe;
/// a thread reads it. (Blocking the signals and waiting for them needs every thread to block them, also those
/// that the runtime started before anybody could say so.)
enum EndSignals {
    /// From here on the two are kept until somebody takes them, and a broken pipe is an error and no death.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)  // a file size limit is a write that fails, not an end
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { fatalError("no pipe for signals: errno \(errno)") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
        for asked in [SIGTERM, SIGINT] {
            signal(asked) { _ in
                let saved = errno
                var byte: UInt8 = 1
                _ = write(writeEnd, &byte, 1)
                errno = saved
            }
        }
    }

    /// Calls `body` on a thread of its own when the first of them comes. `prepare` comes before.
    static func onFirst(_ body: @escaping @Sendable () -> Void) {
        let end = readEnd
        _ = OwnThread("signals") {
            var asked = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            while poll(&asked, 1, -1) <= 0 {}
            body()
        }
    }
}

// Written once by `prepare`, before the handlers are in place. A handler is a C function: it can reach nothing
// but globals.
nonisolated(unsafe) private var readEnd: Int32 = -1
nonisolated(unsafe) private var writeEnd: Int32 = -1
