/// Every line ends as on Windows: somebody opened the file in an editor and saved it.
package struct CarriageReturns: LineDamage {
    package let plan: PlannedFault
    package var stage = DamageStage.untouched
    package static let deed = "every line ends in a carriage return and a newline"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func isEnough(_ settled: SettledLines) -> Bool { !settled.lines.isEmpty }

    package func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8] {
        file.bytes.reduce(into: []) { bytes, byte in
            if byte == SettledLines.newline { bytes.append(UInt8(ascii: "\r")) }
            bytes.append(byte)
        }
    }
}
