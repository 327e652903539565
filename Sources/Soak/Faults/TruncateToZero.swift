/// A file has its name and no byte left, as after a crash of a file system that had only the name.
package struct TruncateToZero: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "the file is cut to nothing"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func isEnough(_ settled: SettledLines) -> Bool { !settled.lines.isEmpty }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        if file.lines.isEmpty { throw FaultMiss("the file holds no settled line") }
        return []
    }
}
