/// A reason not to trust a cross at this moment. One type a gate; a gate that the config leaves out is not
/// there at all.
protocol Gate: Sendable {
    static var name: GateName { get }
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool
}
