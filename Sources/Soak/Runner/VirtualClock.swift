import CClockPage
import Glibc
package import SoakFaults

/// The exchange's clock page, read only. One thread at a time.
package final class VirtualClock {
    private let page: OpaquePointer

    package init(_ path: String) throws(SystemFailure) {
        guard let page = clock_page_open(path) else {
            throw SystemFailure("open clock page", path, errno: errno)
        }
        self.page = page
    }

    deinit { clock_page_close(page) }

    package var now: VirtualTime { VirtualTime(ms: clock_page_now_ns(page) / 1_000_000) }
}
