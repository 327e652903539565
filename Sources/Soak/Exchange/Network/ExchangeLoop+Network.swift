import CClockPage
import NIOCore
import SoakTruth

// What is done to connections on order. Everything that an order has not mended goes on until `mend`.
extension ExchangeLoop {
    /// Throws `.usage` where an order asks for what this exchange was not started for.
    func carryOut(_ order: NetworkOrder) throws(ExchangeError) {
        switch order {
        case .end(let ending): for connection in connections { end(connection, ending) }
        case .stall:
            for connection in connections {
                remove(connection, .lost)
                network.stalled.append(connection)
                network.counts.stalled += 1
            }
        case .deafen:
            network.counts.unreadBytesMax = 0
            for connection in connections {
                connection.listens(false)
                network.deafened.append(connection)
                network.counts.deafened += 1
            }
        case .pace(let pace): set(pace)
        case .refuse:
            try keepAway()
            doorway?.close()
            network.counts.isListening = false
        case .storm:
            try keepAway()
            network.storms = true
        case .show(let shown):
            guard let certificates else {
                throw .usage("show \(shown.rawValue): the exchange was started without --tls-folder")
            }
            certificates.shown = shown
            try keepAway()
        case .isolate: try keepAway()
        case .mend: try mend()
        case .report: break
        }
    }

    /// What was done so far.
    var networkCounts: NetworkCounts {
        var counts = network.counts
        counts.connected = tally.connections
        counts.open = connections.count
        counts.failedHandshakes = certificates?.failedHandshakes ?? 0
        counts.overLimit = tally.connectionsOverLimit + tally.messagesOverLimit
        return counts
    }

    func isStream(_ channel: any Channel) -> Bool {
        [connections, network.stalled, network.forgotten].contains { $0.contains { $0.channel === channel } }
    }

    private func end(_ connection: ClientConnection, _ ending: NetworkEnding) {
        network.counts.ended[ending, default: 0] += 1
        switch ending {
        case .expired: end(connection, SessionEnding.expired)
        case .inactive: end(connection, SessionEnding.inactive)
        case .cut: end(connection, SessionEnding.cut)
        case .reset:
            remove(connection, .lost)
            connection.reset()
        case .halfClosed:
            remove(connection, .lost)
            connection.halfClose(realNs: clock_real_ns())
        case .forgotten:
            remove(connection, .lost)
            connection.listens(false)
            network.forgotten.append(connection)
        }
    }

    /// Cuts everybody off, also whoever only asks for tables; time goes on without them.
    private func keepAway() throws(ExchangeError) {
        for connection in connections { end(connection, NetworkEnding.cut) }
        doorway?.cutOthers()
        network.keepsClientsAway = true
    }

    private func set(_ pace: WritingPace) {
        network.pace = pace
        for connection in connections { connection.pace = pace }
    }

    private func mend() throws(ExchangeError) {
        set(.full)
        for connection in network.deafened { connection.listens(true) }
        network.deafened = []
        for connection in network.stalled where connection.channel.isActive { goOn(connection) }
        network.stalled = []
        network.storms = false
        certificates?.shown = .good
        if !network.counts.isListening {
            try doorway?.open()
            network.counts.isListening = true
        }
        if network.keepsClientsAway {
            network.keepsClientsAway = false
            if connections.isEmpty { clientsLeft() }
        }
    }

    /// Each millisecond, also while time stands still.
    func tendNetwork(realNs: Int64) {
        for connection in connections where connection.isHeldBack {
            let (writes, bytes) = connection.drip()
            network.counts.pacedWrites += writes
            network.counts.pacedBytes += bytes
        }
        for connection in network.deafened {
            let bytes = connection.unreadBytes(kernel: kernel)
            network.counts.unreadBytesMax = max(network.counts.unreadBytesMax, bytes)
        }
    }

    /// A connection that came in a storm goes at once, as soon as it is set up.
    func greet(_ connection: ClientConnection) {
        connection.pace = network.pace
        guard network.storms else { return }
        connection.channel.eventLoop.assumeIsolated().execute {
            self.network.counts.stormed += 1
            self.end(connection, NetworkEnding.cut)
        }
    }
}
