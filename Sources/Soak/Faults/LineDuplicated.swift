/// A line stands there twice. Each is perfect.
package struct LineDuplicated: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a settled line stands there twice"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        return Array(file.bytes[..<line.upperBound] + file.bytes[line] + file.bytes[line.upperBound...])
    }
}
