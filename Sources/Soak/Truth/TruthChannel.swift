/// The two subscriptions that a market needs before a signal can be found in it.
package enum TruthChannel: Sendable, CaseIterable {
    case bbo
    case ctx
}
