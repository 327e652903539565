import CClockPage
import Glibc
package import SoakFaults

/// The exchange's clock page, of which only the wall clock is ours to set. One thread at a time.
package final class VirtualClock {
    private let page: OpaquePointer

    package init(_ path: String) throws(SystemFailure) {
        guard let page = clock_page_open_to_set_wall(path) else {
            throw SystemFailure("open clock page", path, errno: errno)
        }
        self.page = page
    }

    deinit { clock_page_close(page) }

    package var now: VirtualTime { VirtualTime(ms: clock_page_now_ns(page) / 1_000_000) }

    /// Both clocks at one moment.
    package var wall: WallReading {
        let nowNs = clock_page_now_ns(page) / 1_000_000 * 1_000_000
        return WallReading(
            now: VirtualTime(ms: nowNs / 1_000_000), wallMs: clock_page_wall_ns(page, nowNs) / 1_000_000)
    }

    package func setWall(_ shift: WallShift) {
        clock_page_set_wall(
            page,
            clock_wall(
                offset_ns: shift.offsetMs * 1_000_000, drift_permille: shift.driftMsPerSecond,
                from_ns: shift.fromMs * 1_000_000))
    }
}
