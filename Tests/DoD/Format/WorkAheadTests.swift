import DoDFormat
import Synchronization
import Testing

/// Work that is begun before it is asked for.
@Suite("Work ahead")
struct WorkAheadTests {
    @Test("Done once, whether there is a thread for it or not", arguments: [1, 2])
    func once(_ threads: Int) {
        let count = Mutex(0)
        let isBegun = Mutex(false)
        let work = WorkAhead(threads: threads) {
            isBegun.withLock { $0 = true }
            return count.withLock { count in
                count += 1
                return count
            }
        }
        if threads == 1 { #expect(!isBegun.withLock { $0 }) }
        #expect(work.take() == 1)
        #expect(count.withLock { $0 } == 1)
    }

    @Test("It is begun before anybody asks")
    func early() {
        let isBegun = Mutex(false)
        let work = WorkAhead(threads: 2) {
            isBegun.withLock { $0 = true }
            return 7
        }
        while !isBegun.withLock({ $0 }) {}
        #expect(work.take() == 7)
    }
}
