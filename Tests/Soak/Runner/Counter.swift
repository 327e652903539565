import Synchronization

/// How many are at it, from many threads.
final class Counter: Sendable {
    private let state = Mutex((begun: 0, now: 0, most: 0))

    func begin() {
        state.withLock {
            $0.begun += 1
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func end() { state.withLock { $0.now -= 1 } }
    var begun: Int { state.withLock { $0.begun } }
    var most: Int { state.withLock { $0.most } }
}
