/// What a calendar day is to the exchange.
package enum TradingDay: Equatable, Sendable {
    case open(Session)
    case closed(Closure)

    package enum Closure: Equatable, Sendable, CustomStringConvertible {
        case weekend(Weekday)
        /// A yearly holiday by its name, `… (observed)` when it was moved to this day.
        case holiday(String)
        /// Mourning, storms, attacks.
        case special(String)

        package var description: String {
            switch self {
            case .weekend(let weekday): "weekend (\(weekday.rawValue))"
            case .holiday(let name), .special(let name): name
            }
        }
    }

    package var session: Session? {
        if case .open(let session) = self { session } else { nil }
    }

    package var closure: Closure? {
        if case .closed(let closure) = self { closure } else { nil }
    }
}
