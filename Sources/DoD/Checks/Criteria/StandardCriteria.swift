package import DoDCalendar

/// The whole definition of done, as `hip3-dod check` judges it. What has no criterion here is unknown.
package enum StandardCriteria {
    package static let all = all(.newYork)

    package static func all(_ calendar: TradingCalendar) -> [any Criterion] {
        ByteCriteria.all + RunCriteria.all(calendar)
    }
}
