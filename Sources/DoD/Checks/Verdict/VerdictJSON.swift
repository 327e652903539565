package import DoDFormat

/// `verdict.json`: one line, no wall time, relative paths, so that the same data give the same bytes.
package enum VerdictJSON {
    /// Problems of a file that are named; the rest is counted.
    static let problemsMax = 20

    package static func text(_ verdict: Verdict) -> String {
        var json = JSONText()
        json.object { json in
            json.member("schema", 1)
            json.member("verdict", verdict.word.rawValue)
            json.member("evidence", verdict.evidence.rawValue)
            json.member("policy", verdict.policy.name)
            json.key("window")
            if let window = verdict.window {
                json.object { json in
                    json.member("from", ISOTime.text(window.fromMS))
                    json.member("to", ISOTime.text(window.toMS))
                }
            } else {
                json.raw("null")
            }
            json.key("criteria")
            json.array { json in for result in verdict.results { write(result, &json) } }
            json.key("files")
            json.array { json in for file in verdict.files { write(file, &json) } }
            json.member("notes", verdict.notes)
            json.key("analysis")
            if let analysis = verdict.analysis {
                write(AnalysisFacts.facts(analysis), &json)
            } else {
                json.raw("null")
            }
        }
        return json.text + "\n"
    }

    private static func write(_ result: CriterionResult, _ json: inout JSONText) {
        json.object { json in
            json.member("id", result.id)
            json.member("result", result.outcome.rawValue)
            json.member("summary", result.summary)
            json.key("measured")
            write(result.measured, &json)
            json.key("required")
            var required = result.required
            if result.isWaived { required["waived"] = .flag(true) }
            write(required, &json)
            json.member("evidence", result.evidence)
        }
    }

    private static func write(_ facts: Facts, _ json: inout JSONText) {
        json.object { json in
            for member in facts.members {
                json.key(member.name)
                write(member.value, &json)
            }
        }
    }

    private static func write(_ fact: Fact, _ json: inout JSONText) {
        switch fact {
        case .count(let number): json.raw(String(number))
        case .decimal(let value, let decimals): json.raw(decimal(value, decimals))
        case .text(let text): json.string(text)
        case .flag(let flag): json.raw(flag ? "true" : "false")
        case .list(let facts): json.array { json in for fact in facts { write(fact, &json) } }
        case .object(let facts): write(facts, &json)
        case .null: json.raw("null")
        }
    }

    private static func decimal(_ value: Int64, _ decimals: Int) -> String {
        decimals > 0 ? Amount.text(value, decimals: decimals) : String(value)
    }

    private static func write(_ file: FileFacts, _ json: inout JSONText) {
        json.object { json in
            json.member("path", file.path)
            json.member("bytes", file.bytes)
            json.member("records", file.records)
            json.key("crc32c")
            if let crc32c = file.crc32c { json.string(Hex.checksum(crc32c)) } else { json.raw("null") }
            json.member("problems", problems(of: file))
        }
    }

    /// What is wrong with a file, in words; also for the report.
    package static func problems(of file: FileFacts) -> [String] {
        var problems = file.damages.map(\.description)
        var count = Int(file.damageCount)
        for finding in file.ranges.differing {
            count += 1
            guard problems.count < problemsMax else { continue }
            let claim = finding.claim
            let what =
                if case .cutShort(let at) = finding.found { "the file ends at byte \(at)" } else {
                    "not what was sealed"
                }
            problems.append("bytes \(claim.from)..<\(claim.to) (\(finding.place)): \(what)")
        }
        let shown = Array(problems.prefix(problemsMax))
        return count > shown.count ? shown + ["and \(count - shown.count) more"] : shown
    }
}
