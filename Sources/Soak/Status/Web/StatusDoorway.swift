import NIOCore
import Synchronization

/// Counts the connections that are open, and turns away what is beyond the bound.
final class StatusDoorway: Sendable {
    private let open = Mutex(0)

    func enters(_ channel: any Channel) -> Bool {
        let isIn = open.withLock { open in
            guard open < StatusServer.connectionsMax else { return false }
            open += 1
            return true
        }
        if isIn { channel.closeFuture.whenComplete { _ in self.open.withLock { $0 -= 1 } } }
        return isIn
    }
}
