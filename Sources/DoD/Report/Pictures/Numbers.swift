/// Numbers as people read them, without a locale.
package enum Numbers {
    /// `1,234,567`
    package static func grouped(_ number: some BinaryInteger) -> String {
        var text = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }

    /// `12.34` of 1234.
    package static func hundredths(_ number: some BinaryInteger) -> String {
        let (whole, rest) = Int64(number).magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(number < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `99.85 %`, rounded down, so that what is not whole never reads as 100 %.
    package static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let exact = part.multipliedFullWidth(by: 10_000)
        guard part >= 0, part <= whole else { return "–" }
        return hundredths(whole.dividingFullWidth(exact).quotient) + " %"
    }

    /// `3 h 12 min`, `4 min 05 s`, `830 ms`.
    package static func duration(ms: Int64) -> String {
        if ms < 1000 { return "\(ms) ms" }
        let seconds = ms / 1000
        if seconds < 60 { return ms % 1000 == 0 ? "\(seconds) s" : "\(hundredths(ms / 10)) s" }
        let minutes = seconds / 60
        if minutes < 60 { return seconds % 60 == 0 ? "\(minutes) min" : "\(minutes) min \(seconds % 60) s" }
        let hours = minutes / 60
        if hours < 48 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min" }
        return hours % 24 == 0 ? "\(hours / 24) d" : "\(hours / 24) d \(hours % 24) h"
    }

    /// `2 markets`, `1 market`.
    package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
    }
}
