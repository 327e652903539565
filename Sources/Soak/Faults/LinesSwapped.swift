/// Two lines have changed places. Each is perfect.
package struct LinesSwapped: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "two settled lines have changed places"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let first = try chosenLine(file)
        guard let second = file.line(behind: first) else {
            throw FaultMiss("no settled line stands behind it")
        }
        return Array(
            file.bytes[..<first.lowerBound] + file.bytes[second] + file.bytes[first]
                + file.bytes[second.upperBound...])
    }
}
