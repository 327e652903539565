/// What is wrong on order with the connections at present, and what was done so far.
struct NetworkTrouble {
    var counts = NetworkCounts()
    var pace = WritingPace.full
    /// Get nothing until `mend`; not among the exchange's connections meanwhile.
    var stalled: [ClientConnection] = []
    /// Never get anything again, and are kept so that their sockets stay open.
    var forgotten: [ClientConnection] = []
    var deafened: [ClientConnection] = []
    var storms = false
    /// Clients can't come back: time must not wait for them.
    var keepsClientsAway = false

    /// Its socket has ended.
    mutating func gone(_ connection: ClientConnection) {
        stalled.removeAll { $0 === connection }
        forgotten.removeAll { $0 === connection }
        deafened.removeAll { $0 === connection }
    }

    /// An event of the market that these would have had.
    mutating func withhold(_ subscription: Subscription) {
        for connection in stalled where connection.session.subscriptions.contains(subscription) {
            counts.withheldFrames += 1
        }
        for connection in forgotten where connection.session.subscriptions.contains(subscription) {
            counts.withheldFrames += 1
        }
    }
}
