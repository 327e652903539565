import DoDAnalysis
import DoDFormat

/// Expected value by the hour of the day, as clocks in three places show it: a column an hour.
struct HoursView {
    let zones: [Zone]
    let hourTable: [Line]
    let hourScale: String

    struct Zone {
        let zoneName: String
        let zoneChart: String
        let zoneHours: [String]
        let zoneTitle: String
    }

    /// A line of the table: one hour in each place.
    struct Line {
        let lineHour: String
        let lineCells: [Cell]
    }

    struct Cell {
        let cellValue: String
        let cellCount: String
        let cellTone: String
    }

    private static let height = 200
    private static let width = 20

    init(_ signals: SignalAnalysis) {
        let all = SignalAnalysis.Zone.allCases.flatMap { signals.hours[$0] ?? [] }.map(\.net.fiveSeconds)
        let scale = ValueScale(all)
        hourScale = "\(EstimateText.bps(scale.low)) to \(EstimateText.bps(scale.high)) bps"
        zones = SignalAnalysis.Zone.allCases.map { zone in
            let hours = (signals.hours[zone] ?? []).map(\.net.fiveSeconds)
            let known = hours.count { $0.n > 0 }
            return Zone(
                zoneName: Self.name(zone), zoneChart: Self.chart(hours, scale),
                zoneHours: (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" },
                zoneTitle:
                    "Expected value after 5 s by the hour in \(Self.name(zone)): \(known) of 24 hours have episodes"
            )
        }
        hourTable = (0..<24).map { hour in
            Line(
                lineHour: hour < 10 ? "0\(hour)" : "\(hour)",
                lineCells: SignalAnalysis.Zone.allCases.map { zone in
                    let found = signals.hours[zone]?[hour].net.fiveSeconds ?? .nothing
                    return Cell(
                        cellValue: EstimateText.value(found), cellCount: EstimateText.count(found),
                        cellTone: EstimateText.tone(found))
                })
        }
    }

    static func name(_ zone: SignalAnalysis.Zone) -> String {
        switch zone {
        case .utc: "UTC"
        case .newYork: "New York"
        case .tokyo: "Tokyo"
        }
    }

    private static func chart(_ hours: [Estimate], _ scale: ValueScale) -> String {
        func y(_ value: Int64) -> Int { height - scale.unit(value) * height / TimeAxis.units }
        var marks = #"<path class="zero" d="M0 \#(y(0))H\#(24 * width)"/>"#
        for (hour, estimate) in hours.enumerated() {
            guard let mean = estimate.mean, mean >= scale.low, mean <= scale.high else { continue }
            let x = hour * width + width / 2
            marks += "<g class=\"\(EstimateText.tone(estimate))\">"
            if let interval = estimate.interval {
                marks += #"<path class="range" d="M\#(x) \#(y(interval.low))V\#(y(interval.high))"/>"#
            }
            marks += #"<path class="point" d="M\#(x) \#(y(mean))h.01"/></g>"#
        }
        return
            #"<svg class="hours" viewBox="0 0 \#(24 * width) \#(height)" preserveAspectRatio="none" "#
            + #"aria-hidden="true">\#(marks)</svg>"#
    }
}
