import CClockPage
import EngineCore
import Glibc

/// The time of a rehearsal, read from the page that its exchange keeps. It may stand still; it never falls.
package final class PageClock: EngineClock, WallClock, @unchecked Sendable {
    private let page: OpaquePointer
    package let rate: Double
    /// The virtual time that the page began with for this reader, in ms.
    package let originMS: Int64

    /// Nil with `errno` set when the file is absent or no clock page.
    package init?(path: String) {
        guard let page = clock_page_open(path) else { return nil }
        self.page = page
        let reading = clock_page_read(page)
        rate = reading.rate
        originMS = reading.virtual_ns / 1_000_000
        guard rate > 0 else {
            clock_page_close(page)
            errno = EINVAL
            return nil
        }
    }

    deinit { clock_page_close(page) }

    package var nowMS: Int64 { clock_page_now_ns(page) / 1_000_000 }

    /// What the rehearsal's wall clock says: the same time, unless somebody has set it.
    package var wallMS: Int64 { clock_page_wall_ns(page, clock_page_now_ns(page)) / 1_000_000 }

    package func realNanoseconds(forVirtualMS virtualMS: Int64) -> Int64 {
        Int64(Double(virtualMS) * 1_000_000 / rate)
    }
}
