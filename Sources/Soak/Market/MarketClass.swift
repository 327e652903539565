/// What a market follows, which decides its hours: when its oracle has an external price.
package enum MarketClass: String, Sendable, CaseIterable {
    case index
    case equityUS = "equity-us"
    case equityKR = "equity-kr"
    case equityJP = "equity-jp"
    case equityHK = "equity-hk"
    /// Not on any exchange yet: never an external price.
    case preIPO = "pre-ipo"
    case commodity
    case fx

    /// Those whose home trades while New York sleeps.
    var isAsian: Bool { self == .equityKR || self == .equityJP || self == .equityHK }
}
