/// What a market follows, which decides its hours: when its oracle has an external price.
package enum MarketClass: String, Sendable, CaseIterable {
    case index
    case equityUS = "equity-us"
    case equityKR = "equity-kr"
    case commodity
    case fx
}
