/// Why the engine's connection ended, in the words of `truth/connections.jsonl`.
package enum ConnectionEnd: String, Sendable {
    /// The exchange closed it in order: what was sent before has arrived.
    case expired
    /// The client closed it or died.
    case client
    /// It broke, by a fault or for no known reason.
    case lost

    var mayLoseWhatWasSent: Bool { self != .expired }
}
