/// The bytes of a file, and the whole lines among those that were settled. A pure value.
package struct SettledLines: Sendable {
    package let bytes: [UInt8]
    /// Of each whole settled line, its newline included.
    package let lines: [Range<Int>]
    static let newline = UInt8(ascii: "\n")

    /// What lies beyond `settled` may have been in flight, and is left alone.
    package init(_ bytes: [UInt8], settled: Int) {
        self.bytes = bytes
        var lines: [Range<Int>] = []
        var start = 0
        for index in 0..<min(settled, bytes.count) where bytes[index] == Self.newline {
            lines.append(start..<index + 1)
            start = index + 1
        }
        self.lines = lines
    }

    /// The line with so many settled ones behind it; nil when there is none, or none before it.
    package func line(back count: Int64) -> Range<Int>? {
        let index = lines.count - 1 - Int(count)
        return index > 0 ? lines[index] : nil
    }

    /// The line behind that one.
    func line(behind line: Range<Int>) -> Range<Int>? { lines.first { $0.lowerBound == line.upperBound } }

    /// Where in a line of JSON the bytes of a part stand that suit.
    package func places(
        _ part: JSONPart, in line: Range<Int>, where suits: (UInt8) -> Bool
    ) -> [Int] {
        var places: [Int] = []
        var index = line.lowerBound
        while index < line.upperBound {
            guard bytes[index] == UInt8(ascii: "\"") else {
                if part == .value, suits(bytes[index]) { places.append(index) }
                index += 1
                continue
            }
            let end = bytes[(index + 1)..<line.upperBound].firstIndex(of: UInt8(ascii: "\"")) ?? index
            let isKey = end + 1 < line.upperBound && bytes[end + 1] == UInt8(ascii: ":")
            if isKey == (part == .key) {
                places += ((index + 1)..<max(end, index + 1)).filter { suits(bytes[$0]) }
            }
            index = max(end, index) + 1
        }
        return places
    }
}

/// The parts of a line that damage can hit; a record's texts hold no escapes.
package enum JSONPart: Sendable { case key, value }

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
