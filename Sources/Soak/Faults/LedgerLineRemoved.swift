/// A line of the engine's own record is gone: what it vouched for, nobody vouches for any more.
package struct LedgerLineRemoved: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a settled line of the ledger is gone"
    package static let file = FaultTarget.ledger

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        let line = try chosenLine(file)
        return Array(file.bytes[..<line.lowerBound] + file.bytes[line.upperBound...])
    }
}
