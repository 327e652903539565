/// One bit of a digit is flipped: the line is still JSON, and says another number.
package struct BitFlipValue: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "one bit of a value is flipped"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let digits = file.places(.value, in: try chosenLine(file)) { $0.isDigit }
        var bytes = file.bytes
        bytes[try chosenPlace(digits, of: "digit")] ^= 1
        return bytes
    }
}
