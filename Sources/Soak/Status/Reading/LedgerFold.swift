package import DoDFormat

/// What the lines of an engine's ledger come to, line by line. Pure. Believes what it reads; whether it may is
/// the judge's business.
package struct LedgerFold: Sendable {
    package private(set) var signalsByMarket: [MarketKey: Int64] = [:]
    package private(set) var coins: [MarketKey: String] = [:]
    /// Signals that the engine sealed or adopted: on disk, whatever the last minutes say.
    package private(set) var signalsSealed: Int64 = 0
    package private(set) var followupsTaken: Int64 = 0
    package private(set) var followupsLost: Int64 = 0
    package private(set) var framesIn: Int64 = 0
    package private(set) var logLines = RunStatus.LogLines(errors: 0, warnings: 0, infos: 0)
    package private(set) var reconnects: [String: Int64] = [:]
    package private(set) var connection: RunStatus.Connection?
    package private(set) var storage: RunStatus.Storage?
    package private(set) var startCount = 0
    package private(set) var minuteCount = 0
    package private(set) var lastMs: Int64?
    package private(set) var unreadable = 0

    package init() {}

    /// One line without its newline.
    package mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
        guard let value = try? JSONParser.parse(line), let type = value["type"]?.text,
            let atMs = value["at_ms"]?.integer
        else {
            unreadable += 1
            return
        }
        lastMs = max(lastMs ?? atMs, atMs)
        switch type {
        case "start": startCount += 1
        case "seal": for file in value["files"]?.values ?? [] { sealed(file) }
        case "adopted": sealed(value)
        case "minute": minute(value)
        case "connection":
            connection = RunStatus.Connection(
                word: value["event"]?.text ?? "", number: value["connection"]?.integer ?? 0, sinceMs: atMs,
                cause: value["cause"]?.text)
        case "storage": storage(value, atMs)
        case "universe":
            for market in value["markets"]?.values ?? [] {
                guard let key = market["market"]?.text.flatMap({ MarketKey($0) }) else { continue }
                coins[key] = market["coin"]?.text
            }
        default: break
        }
    }

    private mutating func sealed(_ file: JSONValue) {
        guard let name = file["file"]?.text, name.hasPrefix("signals_") else { return }
        signalsSealed += file["records"]?.integer ?? 0
    }

    private mutating func minute(_ value: JSONValue) {
        minuteCount += 1
        framesIn += value["feed"]?["frames_in"]?.integer ?? 0
        for (cause, count) in value["feed"]?["reconnects"]?.counts ?? [] where count > 0 {
            reconnects[cause, default: 0] += count
        }
        let process = value["process"]
        logLines.errors += process?["log_error"]?.integer ?? 0
        logLines.warnings += process?["log_warning"]?.integer ?? 0
        logLines.infos += process?["log_info"]?.integer ?? 0
        for market in value["markets"]?.values ?? [] {
            guard let key = market["market"]?.text.flatMap({ MarketKey($0) }) else { continue }
            signalsByMarket[key, default: 0] += market["signals"]?.integer ?? 0
            followupsTaken += market["followups_taken"]?.integer ?? 0
            followupsLost +=
                (market["followups_missed"]?.integer ?? 0) + (market["followups_interrupted"]?.integer ?? 0)
        }
    }

    private mutating func storage(_ value: JSONValue, _ atMs: Int64) {
        let event = value["event"]?.text ?? ""
        var words = [value["operation"]?.text, value["path"]?.text].compactMap { $0 }
        if let number = value["errno"]?.integer { words.append("errno \(number)") }
        if let records = value["records"]?.integer { words.append("\(records) records") }
        storage = RunStatus.Storage(event: event, detail: words.joined(separator: " "), atMs: atMs)
    }
}
