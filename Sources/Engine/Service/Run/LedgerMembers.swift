import EngineCore
import EngineFeed
import EngineStore

/// The members of the ledger lines that a run says of itself.
enum LedgerMembers {
    static func start(_ configuration: EngineConfiguration, _ clock: ClockFacts, runID: String) -> [UInt8] {
        var line = LineWriter(reserving: 1_024)
        line.key("run_id")
        line.value(runID)
        line.key("pid")
        line.value(ProcessFacts.pid)
        line.key("version")
        line.value(EngineVersion.text)
        line.key("uid")
        line.value(ProcessFacts.uid)
        line.key("config")
        configuration.detector.write(to: &line)
        line.key("config_crc32c")
        line.value(hex(configuration.digest))
        line.key("clock")
        line.open()
        line.key("source")
        line.value(clock.source)
        line.key("rate")
        line.decimal(Int64((clock.rate * 10_000).rounded()), scale: 4)
        line.key("origin_ms")
        line.value(clock.originMS)
        line.close()
        line.key("feed")
        line.open()
        line.key("host")
        line.value(configuration.webSocket.host)
        line.key("port")
        line.value(configuration.webSocket.port)
        line.key("synthetic")
        line.value(configuration.isSynthetic)
        line.key("seed")
        if let seed = configuration.syntheticSeed { line.value(seed) } else { line.null() }
        line.close()
        line.key("data_dir")
        line.value(configuration.store.dataDirectory)
        line.key("spool_dir")
        line.value(configuration.store.spoolDirectory)
        return line.bytes
    }

    static func minute(_ report: MinuteReport, _ markets: [Market], _ facts: MinuteFacts) -> [UInt8] {
        var line = LineWriter(reserving: 16_384)
        line.key("minute_ms")
        line.value(report.minuteMS)
        line.key("observed_ms")
        line.value(report.observedMS)
        line.key("feed")
        line.raw(facts.feed)
        line.key("process")
        line.raw(facts.process)
        line.key("markets")
        report.writeMarkets(markets, to: &line)
        return line.bytes
    }

    static func connection(_ event: ConnectionEvent) -> [UInt8] {
        var line = LineWriter()
        line.key("event")
        line.value(event.kind.name)
        line.key("connection")
        line.value(event.connection)
        line.key("cause")
        if let cause = event.cause { line.value(cause.name) } else { line.null() }
        line.key("detail")
        line.value(event.detail)
        return line.bytes
    }

    static func gate(_ change: GateChange, of market: Market) -> [UInt8] {
        var line = LineWriter()
        line.key("event")
        let blockedMS: Int64
        switch change.event {
        case .blocks:
            line.value("blocks")
            blockedMS = 0
        case .passes(let duration):
            line.value("passes")
            blockedMS = duration
        }
        line.key("gate")
        line.value(change.gate.name)
        line.key("market")
        line.value(market.key)
        line.key("blocked_ms")
        line.value(blockedMS)
        if !change.detail.isEmpty {
            line.key("detail")
            line.value(change.detail)
        }
        return line.bytes
    }

    static func universe(_ event: String, _ markets: [Market]) -> [UInt8] {
        var line = LineWriter(reserving: 4_096)
        line.key("event")
        line.value(event)
        line.key("markets")
        Universe.writeLedgerMarkets(markets, to: &line)
        return line.bytes
    }

    static func clockStep(from: Int64, to: Int64) -> [UInt8] {
        var line = LineWriter()
        line.key("event")
        line.value("step")
        line.key("from_ms")
        line.value(from)
        line.key("to_ms")
        line.value(to)
        return line.bytes
    }

    static func hex(_ crc: UInt32) -> String {
        let digits = String(crc, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

/// The version that the ledger and `--version` name.
package enum EngineVersion {
    package static let text = "0.1.0"
}
