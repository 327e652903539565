#if canImport(Glibc)
    import Glibc
#endif

/// The two clocks by which arrivals are stamped.
package enum MachineClock {
    /// Wall time, ms since the epoch.
    package static var wallMs: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Steady time, ns since some moment.
    package static var steadyNs: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
