package import SoakFaults
import TOMLKit

/// Reads scenario files, strictly: an unknown key, a missing reason, a fault outside of its window is an
/// error with the place.
package enum ScenarioReader {
    /// A whole scenario. `folder` is where relative paths in it begin.
    package static func scenario(
        _ text: String, file: String, folder: String
    ) throws(ScenarioError) -> Scenario {
        let source = ScenarioText(file: file, text: text)
        guard let why = source.why else {
            throw ScenarioError(
                file: file, line: 1, "the first line must be a comment that says why the scenario exists")
        }
        var top = try parse(text, source)
        let name = try top.required("name")
        let feedText = try top.text("feed") ?? ScenarioFeed.synthetic.text
        guard let feed = ScenarioFeed(feedText) else {
            throw top.wrong(
                "feed", "\"\(feedText)\" is none of synthetic, live, or a ws:// or wss:// address")
        }
        let seed = try top.whole("seed", from: 0) ?? 1
        let speed = try speed(&top)
        let markets = try top.whole("markets", from: 1) ?? Int64(Scenario.marketsMax)
        if markets > Scenario.marketsMax {
            throw top.wrong("markets", "is \(markets), wanted 1 to \(Scenario.marketsMax)")
        }
        let policy = try top.text("policy").map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
        let isCanary = try top.flag("canary") ?? false
        let tls = try top.flag("tls") ?? false
        let set = try set(&top) ?? ScenarioSet.of(name, isCanary: isCanary)
        guard var windowTable = try top.table("window") else {
            throw ScenarioError(file: file, "[window] is missing")
        }
        let window = try window(&windowTable)
        let faults = try faults(&top)
        if !tls, let fault = faults.first(where: { $0.kind.needsTLS }) {
            throw ScenarioError(
                file: file, line: faultLine(fault.id, source),
                "fault `\(fault.id)`: \(fault.kind.rawValue) bites only where tls = true is written above")
        }
        let expectation = try ExpectationReader.read(&top, faults: faults)
        try top.finish()
        let scenario = Scenario(
            name: name, set: set, feed: feed, why: why, file: file, seed: UInt64(seed), speed: speed,
            markets: Int(markets), tls: tls, policy: policy,
            window: window, faults: faults, expectation: expectation, isCanary: isCanary)
        do { _ = try scenario.plan() } catch {
            throw ScenarioError(file: file, line: faultLine(error.fault, source), error.description)
        }
        return scenario
    }

    /// A file with nothing but [[fault]] tables, or a whole scenario of which only those count.
    package static func faults(_ text: String, file: String) throws(ScenarioError) -> [FaultSpec] {
        let source = ScenarioText(file: file, text: text)
        var top = try parse(text, source)
        for key in [
            "name", "seed", "speed", "markets", "policy", "canary", "tls", "window", "expect", "feed", "set",
        ] {
            _ = top.take(key)
        }
        let faults = try faults(&top)
        try top.finish()
        return faults
    }

    private static func parse(_ text: String, _ source: ScenarioText) throws(ScenarioError) -> StrictTable {
        do {
            guard case .table(let entries) = TOMLNode.from(try TOMLTable(string: text)) else {
                throw ScenarioError(file: source.file, "is no table")
            }
            return StrictTable(entries, name: "", source: source)
        } catch let error as TOMLParseError {
            throw ScenarioError(file: source.file, line: error.source.begin.line, error.description)
        } catch let error as ScenarioError {
            throw error
        } catch {
            throw ScenarioError(file: source.file, "\(error)")
        }
    }

    private static func speed(_ top: inout StrictTable) throws(ScenarioError) -> Double {
        let speed = try top.fraction("speed") ?? Scenario.speedDefault
        guard speed > 0, speed <= Scenario.speedMax else {
            throw top.wrong("speed", "is \(speed), wanted more than 0 and at most \(Int(Scenario.speedMax))")
        }
        return speed
    }

    private static func window(_ table: inout StrictTable) throws(ScenarioError) -> VirtualWindow {
        let start = try table.required("start")
        guard let from = VirtualTime(start) else {
            throw table.wrong("start", "\"\(start)\" is no time; write it as 2026-01-20T07:13:00Z")
        }
        let duration = try table.duration("duration") { DurationText.ms($0) }
        let end = try table.text("end")
        try table.finish()
        switch (duration, end) {
        case (let duration?, nil):
            guard duration > 0 else { throw table.wrong("duration", "is nothing") }
            return VirtualWindow(from: from, durationMs: duration)
        case (nil, let end?):
            guard let to = VirtualTime(end), to > from else {
                throw table.wrong(
                    "end", "\"\(end)\" is no time after the start; write it as 2026-01-21T07:15:00Z")
            }
            return VirtualWindow(from: from, durationMs: to.ms - from.ms)
        default:
            throw ScenarioError(
                file: table.source.file, line: table.source.line(ofTable: "window"),
                "[window] wants `duration` or `end`, and only one of them")
        }
    }

    private static func faults(_ top: inout StrictTable) throws(ScenarioError) -> [FaultSpec] {
        var specs: [FaultSpec] = []
        for table in try top.tables("fault") {
            var table = table
            let spec = try fault(&table)
            if specs.contains(where: { $0.id == spec.id }) {
                throw table.wrong("id", "\"\(spec.id)\" is there twice")
            }
            specs.append(spec)
        }
        return specs
    }

    private static func fault(_ table: inout StrictTable) throws(ScenarioError) -> FaultSpec {
        let kindText = try table.required("kind")
        let kinds = FaultKind.allCases.map(\.rawValue)
        guard let kind = FaultKind(rawValue: kindText) else {
            let near = Spelling.nearest(to: kindText, among: kinds).map { "; did you mean \"\($0)\"?" }
            throw table.wrong(
                "kind",
                "no fault is called \"\(kindText)\"\(near ?? "; there are \(kinds.joined(separator: ", "))")")
        }
        let id = try table.text("id") ?? kind.rawValue
        guard !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw table.wrong("id", "\"\(id)\": use printable ASCII without blanks")
        }
        let at = try begin(&table)
        let until = try table.text("until")
        var spec = FaultSpec(
            id: id, kind: kind, at: at,
            until: try until.map { text throws(ScenarioError) in try moment("until", text, table) },
            jitterMs: try table.duration("jitter") { DurationText.ms($0) } ?? 0,
            lastsMs: try table.duration("lasts") { DurationText.ms($0) })
        if spec.lastsMs == 0 { throw table.wrong("lasts", "is nothing") }
        if case .count = at {
            if spec.jitterMs > 0 { throw table.wrong("jitter", "moves a time, and this begins by a count") }
        } else if spec.lastsMs != nil, until != nil {
            throw table.wrong("lasts", "is there beside `until`: give one of them")
        }
        try FaultKeyReader.read(&table, into: &spec)
        try table.finish()
        return spec
    }

    private static func begin(_ table: inout StrictTable) throws(ScenarioError) -> FaultSpec.Moment {
        let at = try table.text("at")
        let signals = try table.whole("after_signals", from: 1)
        let frames = try table.whole("after_frames", from: 1)
        switch (at, signals, frames) {
        case (let text?, nil, nil): return try moment("at", text, table)
        case (nil, let number?, nil): return .count(.signals(number))
        case (nil, nil, let number?): return .count(.frames(number))
        case (nil, nil, nil):
            throw ScenarioError(
                file: table.source.file, line: table.source.line(ofTable: table.name),
                "`at` in [\(table.name)] is missing (or `after_signals`, or `after_frames`)")
        default:
            throw table.wrong(
                at == nil ? "after_frames" : "at",
                "only one of `at`, `after_signals`, `after_frames` can begin it")
        }
    }

    private static func set(_ top: inout StrictTable) throws(ScenarioError) -> ScenarioSet? {
        guard let text = try top.text("set") else { return nil }
        if let set = ScenarioSet(rawValue: text) { return set }
        throw top.wrong(
            "set", "\"\(text)\" is none of \(ScenarioSet.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private static func moment(
        _ key: String, _ text: String, _ table: StrictTable
    ) throws(ScenarioError) -> FaultSpec.Moment {
        if let ms = VirtualTime.timeOfDayMs(text) { return .timeOfDay(ms: ms) }
        if let time = VirtualTime(text) { return .instant(time) }
        throw table.wrong(key, "\"\(text)\" is no time; write it as 23:30 or 2026-01-20T23:30:00Z")
    }

    private static func faultLine(_ id: String, _ source: ScenarioText) -> Int? {
        source.lines.firstIndex { $0.contains("\"\(id)\"") }.map { $0 + 1 }
    }
}
