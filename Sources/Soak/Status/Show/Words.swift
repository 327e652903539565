import DoDCalendar

/// Numbers and times as people read them. Pure.
enum Words {
    /// `3 h 12 min`, `12 min 5 s`, `45 s`.
    static func span(_ ms: Int64) -> String {
        let seconds = max(0, ms) / 1000
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
        // A run of a day and a bit is one of hours.
        if seconds < 172_800 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
        return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
    }

    static func bytes(_ count: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var value = Double(count)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = Int64(value * 10)
        return unit == 0 || value >= 100
            ? "\(Int64(value)) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// `76,540`
    static func count(_ number: Int64) -> String {
        var digits = Array(String(number.magnitude))
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// `1 error`, `2,000 errors`
    static func counted(_ number: Int64, _ name: String) -> String {
        "\(count(number)) \(name)\(number == 1 ? "" : "s")"
    }

    /// `2026-01-20 14:30:05`
    static func time(_ ms: Int64) -> String {
        UTCText.seconds(ms).replacing("T", " ").dropLast().description
    }

    /// `14:30:05`
    static func clock(_ ms: Int64) -> String { String(time(ms).suffix(8)) }

    /// One line without control characters: what a log says must not move the cursor.
    static func plain(_ text: String) -> String {
        String(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : Character($0) }
        )
    }

    static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func padded(left text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension String {
    fileprivate func replacing(_ old: Character, _ new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}

extension Words {
    /// `300`, `0.5`.
    static func rate(_ rate: Double) -> String {
        rate == rate.rounded() && abs(rate) < 1e15 ? String(Int64(rate)) : "\(rate)"
    }
}
