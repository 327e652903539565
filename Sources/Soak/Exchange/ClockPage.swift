import CClockPage

#if canImport(Glibc)
    import Glibc
#endif

/// The clock page as its one writer has it: a mapped file that the engine and the runner read.
final class ClockPage {
    private let page: OpaquePointer

    /// Throws when the file can't be made; whatever stood there is replaced. Time stands at the start.
    init(_ configuration: ExchangeConfiguration) throws(ExchangeError) {
        let originNs = configuration.startMs * 1_000_000
        let first = clock_reading(
            virtual_ns: originNs, real_ns: clock_real_ns(), rate: configuration.speed, limit_ns: originNs)
        guard let page = clock_page_create(configuration.clockPath, first) else {
            throw ExchangeError.file(
                operation: "create the clock page", path: configuration.clockPath, errno: errno)
        }
        self.page = page
    }

    deinit { clock_page_close(page) }

    func write(_ leash: ClockLeash) {
        clock_page_write(
            page,
            clock_reading(
                virtual_ns: leash.virtualNs, real_ns: leash.realNs, rate: leash.rate, limit_ns: leash.limitNs)
        )
    }
}
