/// A record of the day before stands among today's, perfect in itself.
package struct WrongDayInFile: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a settled signal bears the time of the day before"
    static let key = "\"timestamp_ms\":"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        let text = String(decoding: file.bytes[line], as: UTF8.self)
        guard let key = text.firstRange(of: Self.key),
            let time = Int64(text[key.upperBound...].prefix { $0.isNumber })
        else { throw FaultMiss("the line has no \(Self.key)") }
        let yesterday = text.replacing(String(time), with: String(time - VirtualTime.msPerDay))
        return Array(file.bytes[..<line.lowerBound] + yesterday.utf8 + file.bytes[line.upperBound...])
    }
}
