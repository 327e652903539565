import CClockPage
import EngineCore
import Glibc

/// The system's time, taken once, and a monotonic clock from there on: it never falls and never jumps. Whether
/// the wall clock was set meanwhile is asked apart from it, with `wallMS`.
package struct SteadyClock: EngineClock, WallClock {
    private let offsetNs: Int64

    package init() {
        offsetNs = Self.wallNs() - clock_real_ns()
    }

    package var nowMS: Int64 { (clock_real_ns() + offsetNs) / 1_000_000 }

    package func realNanoseconds(forVirtualMS virtualMS: Int64) -> Int64 { virtualMS * 1_000_000 }

    /// What the system's clock says now.
    package var wallMS: Int64 { Self.wallNs() / 1_000_000 }

    private static func wallNs() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
