import DoDCalendar

/// What a venue's own clock says of this machine's: the `Date` of an HTTP answer. Pure.
package struct VenueTime: Sendable {
    /// A day is judged by minutes of this machine's time: off by more, none can be.
    private static let offMsMax: Int64 = 60_000
    /// Dates have whole seconds.
    private static let grainMs: Int64 = 1_000
    private static let usualMs: Int64 = 2_000

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The head of an HTTP answer as text; `askedMs`, `answeredMs`: this machine's wall clock around it.
    package static func check(head: String?, askedMs: Int64, answeredMs: Int64) -> MachineCheck {
        let name = "venue time"
        guard let head, let date = header("date", of: head) else {
            return MachineCheck(
                name, .doubtful("the venue tells none, so nobody says whether this machine's clock is right"))
        }
        guard let dateMs = ms(of: date) else {
            return MachineCheck(
                name, .doubtful("\(date) is no time, so nobody says whether the clock is right"))
        }
        // One that comes out of somebody's cache is as old as that says.
        let ageMs = (header("age", of: head).flatMap { Int64($0) } ?? 0) * 1000
        let earliest = askedMs - (dateMs + ageMs + grainMs)
        let latest = answeredMs - (dateMs + ageMs)
        if earliest <= usualMs, latest >= -usualMs {
            return MachineCheck(name, .fine("this machine's clock agrees with it"))
        }
        let off = earliest > 0 ? earliest : latest
        let words = "this machine's clock is \(span(off)) \(off > 0 ? "ahead of" : "behind") the venue's"
        if off.magnitude > UInt64(offMsMax) {
            return MachineCheck(
                name, .wrong("\(words): set it, and keep it in sync (chrony, systemd-timesyncd)"))
        }
        return MachineCheck(name, .doubtful(words))
    }

    /// `Tue, 20 Jan 2026 14:30:00 GMT`; nil for anything else.
    static func ms(of date: String) -> Int64? {
        let words = date.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: String(words[2])),
            let date = CalendarDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = words[4].split(separator: ":").map { Int64($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        return date.utcMidnightMs + ((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 1000
    }

    private static func header(_ name: String, of head: String) -> String? {
        for line in head.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == name else { continue }
            return String(parts[1].drop { $0 == " " }).trimmed
        }
        return nil
    }

    /// `1 h 0 min`, `75 s`
    private static func span(_ ms: Int64) -> String {
        let seconds = (Int64(ms.magnitude) + 500) / 1000
        if seconds < 120 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        if minutes < 60 { return "\(minutes) min" }
        let hours = minutes / 60
        return hours < 48 ? "\(hours) h \(minutes % 60) min" : "\(hours / 24) days"
    }
}

extension String {
    /// Without the blanks at its end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
