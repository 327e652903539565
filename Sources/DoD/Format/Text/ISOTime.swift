/// Moments (milliseconds since the Unix epoch) as people read and write them, always UTC.
package enum ISOTime {
    /// `2026-01-20T07:13:00.000Z`
    package static func text(_ ms: Int64) -> String {
        let day = UTCDay(containing: ms)
        let rest = Int(ms - day.startMS)
        let clock =
            "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1_000 % 60, 2))"
        return "\(day)T\(clock).\(padded(rest % 1_000, 3))Z"
    }

    /// Reads `2026-01-20`, `2026-01-20T07:13`, `…:00`, `…:00.000`, with a blank in place of the T, with or
    /// without `Z`, or plain milliseconds; nil for anything else (other zones are not read).
    package static func milliseconds(_ text: String) -> Int64? {
        if let plain = Int64(text), text.utf8.count > 8 { return plain }
        var text = text[...]
        if text.hasSuffix("Z") { text.removeLast() }
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard let date = parts.first, parts.count <= 2, let day = UTCDay(String(date)) else { return nil }
        if parts.count == 1 { return day.startMS }
        return timeOfDay(parts[1]).map { day.startMS + $0 }
    }

    private static func timeOfDay(_ text: Substring) -> Int64? {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count), let hour = Int64(fields[0]), let minute = Int64(fields[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        let start = (hour * 60 + minute) * 60_000
        guard fields.count == 3 else { return start }
        let seconds = fields[2].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(seconds.count), let second = Int64(seconds[0]), (0...59).contains(second)
        else { return nil }
        guard seconds.count == 2 else { return start + second * 1_000 }
        guard (1...3).contains(seconds[1].utf8.count), let fraction = Int64(seconds[1]), fraction >= 0 else {
            return nil
        }
        let scale: [Int64] = [100, 10, 1]
        return start + second * 1_000 + fraction * scale[seconds[1].utf8.count - 1]
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
