/// A line is gone from the middle. All others are perfect.
package struct LineDeleted: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a settled line is gone from the middle"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        return Array(file.bytes[..<line.lowerBound] + file.bytes[line.upperBound...])
    }
}
