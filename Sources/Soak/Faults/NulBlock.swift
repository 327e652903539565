/// A block of the file reads as NUL bytes: its size was on the disk, its data was not.
package struct NulBlock: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a block of settled bytes reads as NUL"
    static let blockBytes = 4096

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        let end = min(line.lowerBound + Self.blockBytes, file.lines.last?.upperBound ?? line.upperBound)
        var bytes = file.bytes
        for index in line.lowerBound..<end { bytes[index] = 0 }
        return bytes
    }
}
