import SoakFaults

/// `plan.jsonl` of a run: a line a fault with all that the scenario and the seed decided before anything ran. The
/// same scenario and seed give the same bytes.
enum PlanFile {
    static func write(_ plan: FaultPlan, to path: String) throws(SystemFailure) {
        try FileTree.write(bytes(plan), to: path)
    }

    static func bytes(_ plan: FaultPlan) -> [UInt8] {
        plan.faults.flatMap { line($0) + [UInt8(ascii: "\n")] }
    }

    // Whatever a planned fault holds, also what a later kind adds to it.
    private static func line(_ fault: PlannedFault) -> [UInt8] {
        var line = JSONLine()
        for member in Mirror(reflecting: fault).children {
            guard let name = member.label else { continue }
            switch member.value {
            case let number as any BinaryInteger: line.number(name, Int64(clamping: Int(clamping: number)))
            case let time as VirtualTime: line.text(name, time.text)
            case let flag as Bool: line.flag(name, flag)
            case let word as any RawRepresentable<String>: line.text(name, word.rawValue)
            case let count as FaultCount: line.text(name, count.words)
            case let text as String: line.text(name, text)
            case let other: line.text(name, "\(other)")
            }
        }
        return line.closed
    }
}
