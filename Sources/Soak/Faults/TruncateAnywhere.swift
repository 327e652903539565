/// A file is cut inside a line, as after a crash of a machine that had not written it all.
package struct TruncateAnywhere: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "the file is cut inside a settled line"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        // One byte at least, and never the whole line without its newline.
        let kept = 1 + Int(plan.bytes) % max(1, line.count - 2)
        return Array(file.bytes[..<(line.lowerBound + kept)])
    }
}
