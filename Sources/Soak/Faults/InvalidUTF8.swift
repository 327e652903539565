/// A byte of a text is no UTF-8.
package struct InvalidUTF8: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a byte of a text is no UTF-8"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let letters = file.places(.value, in: try chosenLine(file)) { $0.isLetter }
        var bytes = file.bytes
        bytes[try chosenPlace(letters, of: "text")] = 0xff
        return bytes
    }
}
