/// Three bytes that nobody sees stand before the first line: somebody saved the file as "UTF-8 with BOM".
package struct ByteOrderMark: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "a byte order mark stands before the first line"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func isEnough(_ settled: SettledLines) -> Bool { !settled.lines.isEmpty }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        if file.lines.isEmpty { throw FaultMiss("the file holds no settled line") }
        return [0xef, 0xbb, 0xbf] + file.bytes
    }
}
