/// One bit of a key's letter is flipped: the line is still JSON, and its number has no name that anybody knows.
package struct BitFlipKey: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "one bit of a key is flipped"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let letters = file.places(.key, in: try chosenLine(file)) { $0.isLetter }
        var bytes = file.bytes
        bytes[try chosenPlace(letters, of: "key")] ^= 1
        return bytes
    }
}
