/// What a scraper and `promtool check metrics` ask of a page of metrics, as rules of our own. Each broken rule is a
/// line.
struct MetricsRules {
    private(set) var problems: [String] = []
    private var kinds: [String: String] = [:]
    private var helped: Set<String> = []
    private var closed: Set<String> = []
    private var open = ""
    private var series: Set<String> = []
    /// Of the buckets and the count of each histogram, in the order of the page.
    private var buckets: [String: [(bound: Double, count: Double)]] = [:]
    private var counts: [String: Double] = [:]

    static func problems(of text: String) -> [String] {
        var rules = MetricsRules()
        if !text.hasSuffix("\n") { rules.problems.append("the last line has no end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            rules.look(at: String(line))
        }
        for name in rules.kinds.keys.sorted() where rules.kinds[name] == "histogram" {
            rules.checkHistogram(name)
        }
        for name in rules.kinds.keys.sorted() where !rules.series.contains(where: { $0.hasPrefix(name) }) {
            rules.problems.append("\(name) has no sample")
        }
        return rules.problems
    }

    private mutating func look(at line: String) {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        if line.hasPrefix("# HELP ") {
            guard words.count == 4 else { return problems.append("no help: \(line)") }
            begin(words[2])
            if !helped.insert(words[2]).inserted { problems.append("\(words[2]) has two HELP lines") }
        } else if line.hasPrefix("# TYPE ") {
            guard words.count == 4 else { return problems.append("no type: \(line)") }
            if words[2] != open { problems.append("TYPE of \(words[2]) stands elsewhere than its HELP") }
            if kinds.updateValue(words[3], forKey: words[2]) != nil {
                problems.append("\(words[2]) has two TYPE lines")
            }
            name(words[2], kind: words[3])
        } else {
            sample(line)
        }
    }

    private mutating func begin(_ family: String) {
        if !open.isEmpty { closed.insert(open) }
        if closed.contains(family) { problems.append("\(family) stands in two places") }
        open = family
    }

    private mutating func name(_ name: String, kind: String) {
        let isPlain = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        if !isPlain || name.first?.isNumber == true { problems.append("\(name) is no plain name") }
        if kind == "counter" && !name.hasSuffix("_total") { problems.append("counter \(name) lacks _total") }
        if kind != "counter" && name.hasSuffix("_total") { problems.append("\(kind) \(name) ends in _total") }
        for suffix in ["_count", "_sum", "_bucket"] where name.hasSuffix(suffix) {
            problems.append("\(name) ends in \(suffix)")
        }
        for unit in [
            "_ms", "_milliseconds", "_minutes", "_kb", "_megabytes", "_percent", "_gauge", "_counter",
        ]
        where name.contains(unit) { problems.append("\(name): not a base unit, or its kind in its name") }
    }

    private mutating func sample(_ line: String) {
        guard let blank = line.lastIndex(of: " ") else { return problems.append("no sample: \(line)") }
        let key = String(line[..<blank])
        if Double(line[line.index(after: blank)...]) == nil { problems.append("no number: \(line)") }
        if !series.insert(key).inserted { problems.append("\(key) comes twice") }
        let family = String(key.prefix { $0 != "{" })
        let isOfOpen =
            switch kinds[open] {
            case "summary": ["\(open)_sum", "\(open)_count"].contains(family)
            case "histogram": ["\(open)_bucket", "\(open)_sum", "\(open)_count"].contains(family)
            default: family == open
            }
        if kinds[open] == "histogram" { keep(family, key, Double(line[line.index(after: blank)...])) }
        if !isOfOpen { problems.append("\(family) stands outside its family") }
        if kinds[open] == nil { problems.append("\(family) has no TYPE before it") }
        guard let brace = key.firstIndex(of: "{") else { return }
        if !areLabels(Array(key[key.index(after: brace)...])) { problems.append("labels: \(key)") }
    }

    private mutating func keep(_ family: String, _ key: String, _ value: Double?) {
        guard let value else { return }
        if family == open + "_count" { counts[open] = value }
        let text = key.split(separator: "\"")
        guard family == open + "_bucket", text.count == 3 else { return }
        buckets[open, default: []].append((text[1] == "+Inf" ? .infinity : Double(text[1]) ?? .nan, value))
    }

    private mutating func checkHistogram(_ name: String) {
        let found = buckets[name] ?? []
        let pairs = zip(found, found.dropFirst())
        if !pairs.allSatisfy({ $0.bound < $1.bound }) { problems.append("\(name): bounds do not rise") }
        if !pairs.allSatisfy({ $0.count <= $1.count }) { problems.append("\(name): counts fall") }
        if found.last?.bound != .infinity { problems.append("\(name) has no bucket for all") }
        if found.last?.count != counts[name] { problems.append("\(name): its count is not that of all") }
    }

    /// `a="b",c="d\"e"}`
    private func areLabels(_ text: [Character]) -> Bool {
        var at = 0
        while true {
            let begin = at
            while at < text.count, text[at].isLetter && text[at].isLowercase || text[at] == "_" { at += 1 }
            guard at > begin, at + 1 < text.count, text[at] == "=", text[at + 1] == "\"" else { return false }
            at += 2
            while at < text.count, text[at] != "\"" { at += text[at] == "\\" ? 2 : 1 }
            guard at + 1 < text.count else { return false }
            at += 1
            if text[at] == "}" { return at == text.count - 1 }
            guard text[at] == "," else { return false }
            at += 1
        }
    }
}
