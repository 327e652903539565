/// One bit of a newline is flipped: two lines are one.
package struct BitFlipNewline: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "one bit of a newline is flipped"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        var bytes = file.bytes
        bytes[line.upperBound - 1] ^= 1 << UInt8(plan.bytes % 8)
        return bytes
    }
}
