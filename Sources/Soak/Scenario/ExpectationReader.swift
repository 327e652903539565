import SoakFaults

/// Reads `[expect]` and the tables below it, strictly.
enum ExpectationReader {
    /// `faults` are those that it may name. Nil when nothing is expected.
    static func read(
        _ top: inout StrictTable, faults: [FaultSpec]
    ) throws(ScenarioError) -> ScenarioExpectation? {
        guard var table = try top.table("expect") else { return nil }
        let verdict = try table.required("verdict")
        guard ScenarioExpectation.verdicts.contains(verdict) else {
            throw table.wrong(
                "verdict", "\"\(verdict)\" is none of \(ScenarioExpectation.verdicts.joined(separator: ", "))"
            )
        }
        var expectation = ScenarioExpectation(
            verdict: verdict, exit: try table.whole("exit", from: 0).map { Int32(clamping: $0) })
        expectation.bitten = try ids("bitten", &table, faults)
        expectation.missed = try ids("missed", &table, faults)
        if let both = expectation.bitten.first(where: expectation.missed.contains) {
            throw table.wrong("missed", "\"\(both)\" is expected to bite, too")
        }
        if !expectation.missed.isEmpty, verdict != "INCONCLUSIVE" {
            throw table.wrong(
                "missed",
                "with a fault that does not bite the verdict is never \(verdict): expect INCONCLUSIVE")
        }
        expectation.criteria = try criteria(&table)
        if var texts = try table.table("reasons") { expectation.reasons = try texts.allTexts() }
        if var counts = try table.table("counts") { expectation.counts = try self.counts(&counts, of: nil) }
        try table.finish()
        return expectation
    }

    private static func ids(
        _ key: String, _ table: inout StrictTable, _ faults: [FaultSpec]
    ) throws(ScenarioError) -> [String] {
        let known = faults.map(\.id)
        let ids = try table.texts(key)
        for id in ids where !known.contains(id) {
            let near = Spelling.nearest(to: id, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw table.wrong(key, "no fault here has the id \"\(id)\"\(near)")
        }
        return ids
    }

    private static func criteria(
        _ table: inout StrictTable
    ) throws(ScenarioError) -> [String: ScenarioExpectation.Result] {
        var criteria: [String: ScenarioExpectation.Result] = [:]
        guard var results = try table.table("criteria") else { return [:] }
        for (id, text) in try results.allTexts() {
            guard let result = ScenarioExpectation.Result(rawValue: text) else {
                throw results.wrong(id, "\"\(text)\" is none of pass, fail, unknown")
            }
            criteria[id] = result
        }
        return criteria
    }

    // `lost = 0`, or a table of such by criterion.
    private static func counts(
        _ table: inout StrictTable, of criterion: String?
    ) throws(ScenarioError) -> [ScenarioCount] {
        var counts: [ScenarioCount] = []
        for (name, node) in table.all() {
            switch node {
            case .number(let number):
                counts.append(
                    ScenarioCount(criterion: criterion, name: name, relation: .equal, value: Double(number)))
            case .fraction(let number):
                counts.append(
                    ScenarioCount(criterion: criterion, name: name, relation: .equal, value: number))
            case .text(let text):
                guard let count = ScenarioCount(criterion: criterion, name: name, text: text) else {
                    throw table.wrong(name, "\"\(text)\" is no bound; write it as 0 or \">= 1000\"")
                }
                counts.append(count)
            case .table(let entries) where criterion == nil:
                var inner = StrictTable(entries, name: "\(table.name).\(name)", source: table.source)
                counts += try self.counts(&inner, of: name)
            default: throw table.wrong(name, "is \(node.kind), wanted a number or a text as \">= 1000\"")
            }
        }
        return counts
    }
}
