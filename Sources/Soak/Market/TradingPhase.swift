/// The part of the New York day, which sets the pace of every market.
enum TradingPhase: Int, CaseIterable {
    /// 20:00 to 04:00 before a trading day.
    case night
    /// 04:00 to the opening bell.
    case before
    /// The first half hour.
    case opening
    case regular
    /// The last half hour.
    case closing
    /// The closing bell to 20:00.
    case after
    /// Weekends and holidays.
    case closed

    /// Between the bells.
    var isSession: Bool { self == .opening || self == .regular || self == .closing }
}
