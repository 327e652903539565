import SoakFaults

/// How far a run is, as text. Pure.
struct ProgressLine {
    var window: VirtualWindow
    var now: VirtualTime
    /// Virtual seconds per real second, as measured lately.
    var rate: Double
    var signals: Int64?

    var fraction: Double {
        min(1, max(0, Double(now.ms - window.from.ms) / Double(max(1, window.durationMs))))
    }

    var percent: Int { Int(fraction * 100) }

    /// `45 %  2026-01-20 18:01 UTC  299x  52,113 signals  2:38 left`
    var text: String {
        var parts = ["\(percent) %", "\(now.day) \(now.timeOfDay.prefix(5)) UTC", "\(Int(rate.rounded()))x"]
        if let signals { parts.append("\(Self.grouped(signals)) signals") }
        if rate > 0 { parts.append("\(Self.minutes(Double(window.to.ms - now.ms) / 1000 / rate)) left") }
        return parts.joined(separator: "  ")
    }

    func bar(width: Int) -> String {
        let filled = Int(fraction * Double(width))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
            + "] " + text
    }

    static func minutes(_ seconds: Double) -> String {
        let whole = Int(max(0, seconds).rounded())
        return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }

    static func grouped(_ number: Int64) -> String {
        var digits = String(number)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return ([digits] + groups).joined(separator: ",")
    }
}

/// Real time as people read it.
package enum RunTime {
    /// `4:48`
    package static func minutes(_ seconds: Double) -> String { ProgressLine.minutes(seconds) }
}
