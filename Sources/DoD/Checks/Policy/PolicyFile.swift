import TOMLKit

/// What is wrong with a policy file, in one line.
package struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

/// Reads a policy from TOML, strictly: a section or key that nobody knows is an error. What is not there is
/// as in `phase-a`.
package enum PolicyFile {
    /// `source` is named in errors. Throws `PolicyError`.
    package static func policy(toml: String, source: String) throws(PolicyError) -> Policy {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw PolicyError(description: "\(source):\(place.line):\(place.column): \(error.description)")
        } catch {
            throw PolicyError(description: "\(source): \(error)")
        }
        return try Reading(source: source, table: table).policy()
    }

    private struct Reading {
        let source: String
        let table: TOMLTable

        func policy() throws(PolicyError) -> Policy {
            try refuseUnknown()
            guard let name = try text("name"), !name.isEmpty else { throw problem("name", "is missing") }
            var values: [Threshold: Int64] = [:]
            for threshold in Threshold.allCases {
                values[threshold] = try hundredths(threshold.rawValue)
            }
            return Policy(
                name: name, hundredths: values,
                venueHosts: try texts("evidence.venue_hosts") ?? Policy.phaseA.venueHosts,
                markets: try markets(),
                usEquities: try texts("us-session.equities") ?? Policy.phaseA.usEquities,
                waived: try waived(), mayPass: try flag("verdict.may_pass") ?? true)
        }

        private static let otherKeys = [
            "name", "evidence.venue_hosts", "markets.required", "us-session.equities", "verdict.waived",
            "verdict.may_pass",
        ]

        private func refuseUnknown() throws(PolicyError) {
            let known = Set(Threshold.allCases.map(\.rawValue) + Self.otherKeys)
            let sections = Set(
                known.compactMap { $0.contains(".") ? $0.split(separator: ".").first.map(String.init) : nil })
            for key in table.keys.sorted() {
                if known.contains(key) { continue }
                guard sections.contains(key) else { throw problem(key, "is no key of a policy") }
                guard let section = table[key]?.table else { throw problem(key, "must be a section") }
                for name in section.keys.sorted() where !known.contains("\(key).\(name)") {
                    throw problem("\(key).\(name)", "is no key of a policy")
                }
            }
        }

        private func problem(_ key: String, _ what: String) -> PolicyError {
            PolicyError(description: "\(source): \(key) \(what)")
        }

        private func value(_ key: String) -> (any TOMLValueConvertible)? {
            let parts = key.split(separator: ".").map(String.init)
            return parts.count == 1 ? table[parts[0]] : table[parts[0]]?.table?[parts[1]]
        }

        private func hundredths(_ key: String) throws(PolicyError) -> Int64? {
            guard let value = value(key) else { return nil }
            let number: Double
            if value.type == .int, let whole = value.int {
                number = Double(whole)
            } else if value.type == .double, let double = value.double {
                number = double
            } else {
                throw problem(key, "must be a number")
            }
            let scaled = number * 100
            guard scaled >= 0, scaled < 1e15 else {
                throw problem(key, "must not be below zero, nor that large")
            }
            guard abs(scaled - scaled.rounded()) < 1e-6 else {
                throw problem(key, "has more than 2 decimals")
            }
            return Int64(scaled.rounded())
        }

        private func text(_ key: String) throws(PolicyError) -> String? {
            guard let value = value(key) else { return nil }
            guard let text = value.string else { throw problem(key, "must be a text") }
            return text
        }

        private func flag(_ key: String) throws(PolicyError) -> Bool? {
            guard let value = value(key) else { return nil }
            guard let flag = value.bool else { throw problem(key, "must be true or false") }
            return flag
        }

        private func texts(_ key: String) throws(PolicyError) -> [String]? {
            guard let value = value(key) else { return nil }
            guard let array = value.array else { throw problem(key, "must be a list of texts") }
            var texts: [String] = []
            for element in array {
                guard let text = element.string else { throw problem(key, "must be a list of texts") }
                texts.append(text)
            }
            return texts
        }

        private func markets() throws(PolicyError) -> [String]? {
            guard let value = value("markets.required") else { return nil }
            if value.string == "all" { return nil }
            guard let coins = try? texts("markets.required") else {
                throw problem("markets.required", "must be \"all\" or a list of coins")
            }
            return coins
        }

        private func waived() throws(PolicyError) -> [String] {
            let waived = try texts("verdict.waived") ?? []
            for id in waived where CriterionID(rawValue: id) == nil {
                throw problem("verdict.waived", "names \(id), which is no criterion")
            }
            return waived
        }
    }
}
