import CLinuxCalls
import Foundation
import Glibc
import Synchronization

/// Threads that do nothing but take one processor's time, until they are told to end. They go with this process,
/// however it ends.
final class BusyThreads: Sendable {
    private let isOver = Atomic(false)

    init(_ count: Int, processor: Int) {
        for _ in 0..<count {
            let thread = Thread { [self] in
                _ = processors_bind(0, 1 << UInt64(processor))
                var sum: UInt64 = 1
                while !isOver.load(ordering: .relaxed) {
                    for step in 0..<UInt64(10_000) { sum = sum &* 6_364_136_223_846_793_005 &+ step }
                }
                withExtendedLifetime(sum) {}
            }
            thread.start()
        }
    }

    func end() { isOver.store(true, ordering: .relaxed) }
}
