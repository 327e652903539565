import CChecksum
import Testing

@testable import DoDFormat

/// Files read in portions on several threads: what is found never depends on how many, nor on where they were cut.
@Suite("Portions")
struct PortionTests {
    private static let startMS: Int64 = 1_768_920_860_000

    private static func signal(_ number: Int, _ numbers: inout SeededNumbers) -> String {
        let at = startMS + Int64(number) * 137
        let market = Int.random(in: 0..<3, using: &numbers)
        return
            "{\"timestamp_ms\":\(at),\"market_key\":\"xyz:\(market)\",\"side\":\"buy\",\"raw_edge_bps\":17.15,\"net_edge_bps\":6.15,\"oracle_px\":186.55,\"best_px\":186.23,\"best_size\":3.0,\"suggested_size\":0.3,\"signal_id\":\"sig_xyz:\(market)_buy_\(at)_0\"}"
    }

    private static func followup(_ number: Int, _ numbers: inout SeededNumbers) -> String {
        let at = startMS + Int64(number) * 137
        let market = Int.random(in: 0..<3, using: &numbers)
        return
            "{\"signal_id\":\"sig_xyz:\(market)_buy_\(at)_0\",\"market_key\":\"xyz:\(market)\",\"side\":\"buy\",\"signal_timestamp_ms\":\(at),\"offset_ms\":1000,\"captured_at_ms\":\(at + 1_000),\"t0_oracle_px\":186.55,\"t0_best_px\":186.23,\"t0_raw_edge_bps\":17.15,\"oracle_px\":186.55,\"best_px\":186.23,\"best_size\":2.0,\"raw_edge_bps\":17.15,\"edge_change_bps\":0.0,\"oracle_moved_bps\":0.0,\"market_moved_bps\":0.0}"
    }

    /// Lines in which every kind of trouble comes now and then, or none.
    private static func lines(_ count: Int, hurtOneIn: Int?, _ numbers: inout SeededNumbers, followups: Bool)
        -> [String]
    {
        var lines = (0..<count).map { followups ? followup($0, &numbers) : signal($0, &numbers) }
        guard let hurtOneIn else { return lines }
        for index in lines.indices where Int.random(in: 0..<hurtOneIn, using: &numbers) == 0 {
            switch Int.random(in: 0..<7, using: &numbers) {
            case 0: lines[index] = String(lines[index].dropLast(9))
            case 1: lines[index] = ""
            case 2: lines[index] += lines[index]
            case 3: lines[index].replace("17.15", with: "17.16")
            case 4: if index > 0 { lines.swapAt(index, index - 1) }
            case 5: lines[index] = lines[max(0, index - 1)]
            default: lines[index] = String(repeating: "x", count: 4_000)
            }
        }
        return lines
    }

    /// Everything that was read, as one text.
    private static func told(_ run: RunEvidence) -> String {
        var text = ""
        for file in run.files {
            text += "\(file.path) \(file.bytes) \(file.records) \(file.crc32c ?? 0) \(file.damageCount)\n"
            for damage in file.damages { text += "\(damage)\n" }
            for finding in file.ranges { text += "\(finding)\n" }
            for total in file.totals { text += "\(total)\n" }
        }
        let facts = run.records
        text += "\(facts.signals) \(facts.followups) \(facts.firstSignalMS ?? 0) \(facts.lastSignalMS ?? 0)\n"
        text += "\(facts.recordsWithoutConfig) \(facts.recordsWithoutTable) \(facts.legacyRecords)\n"
        for (key, count) in facts.signalsBySide.sorted(by: { $0.key < $1.key }) {
            text += "\(key) \(count)\n"
        }
        for counts in [facts.signalsByMinute, facts.followupsByMinute] {
            counts.forEach { text += "\($0.market) \($0.minuteMS) \($1)\n" }
        }
        for (kind, count) in facts.violationCounts.sorted(by: { $0.key < $1.key }) {
            text += "\(kind) \(count)\n"
        }
        for violation in facts.violations { text += "\(violation)\n" }
        return text
    }

    @Test("One thread or many, whole or in pieces", arguments: [nil, 120, 9] as [Int?])
    func same(_ hurtOneIn: Int?) throws {
        for seed in UInt64(1)...3 {
            var numbers = SeededNumbers(seed: seed)
            let scratch = try Scratch()
            let signals = Self.lines(300, hurtOneIn: hurtOneIn, &numbers, followups: false)
            let followups = Self.lines(300, hurtOneIn: hurtOneIn, &numbers, followups: true)
            let end = seed % 2 == 0 ? "\n" : ""
            try scratch.write("signals_2026-01-20.jsonl", signals.joined(separator: "\n") + end)
            try scratch.write("followups_2026-01-20.jsonl", followups.joined(separator: "\n") + "\n")
            try scratch.write(
                "ledger_2026-01-20.jsonl", Self.ledger(signals.joined(separator: "\n") + end, &numbers))
            let whole = Self.told(try Self.read(scratch.path, ThreadPlan(threads: 1)))
            for (threads, bytes) in [(2, Int64(1_000)), (3, 5_003), (8, 20_000), (2, 211)] {
                let parts = Self.told(
                    try Self.read(scratch.path, ThreadPlan(threads: threads, portionBytes: bytes)))
                #expect(parts == whole, "seed \(seed), \(threads) threads, \(bytes) bytes")
            }
            if hurtOneIn == 9 { #expect(whole.contains("again") || whole.contains("blank")) }
        }
    }

    /// A start that says the costs, and seals of stretches that overlap, meet and miss each other.
    private static func ledger(_ file: String, _ numbers: inout SeededNumbers) -> String {
        let bytes = Array(file.utf8)
        var members = [
            "{\"type\":\"start\",\"at_ms\":\(startMS),\"seq\":0,\"run_id\":\"r\",\"pid\":1,\"version\":\"1\",\"uid\":1,\"config\":{\"fee_bps\":4.0,\"slippage_bps\":2.0,\"min_edge_bps\":5.0,\"sizing_alpha\":0.1,\"max_notional\":1000.0,\"gates\":{}},\"config_crc32c\":\"00000000\",\"clock\":{\"source\":\"system\",\"rate\":1.0,\"origin_ms\":0},\"feed\":{\"host\":\"h\",\"port\":1,\"synthetic\":false,\"seed\":null},\"data_dir\":\"d\",\"spool_dir\":\"s\""
        ]
        for seq in 1...30 {
            let from = Int.random(in: 0..<bytes.count, using: &numbers)
            let to = min(bytes.count + 5, from + Int.random(in: 0...9_000, using: &numbers))
            let crc = bytes[from..<min(to, bytes.count)].withUnsafeBytes {
                crc32c_extend(0, $0.baseAddress, $0.count)
            }
            members.append(
                "{\"type\":\"seal\",\"at_ms\":\(startMS + Int64(seq)),\"seq\":\(seq),\"late\":false,\"files\":[{\"file\":\"signals_2026-01-20.jsonl\",\"from\":\(from),\"to\":\(to),\"records\":9,\"crc32c\":\"\(Hex.checksum(crc))\"}]"
            )
        }
        var chain = "00000000"
        return members.map { body in
            let all = Array("\(chain)\(body)".utf8)
            chain = Hex.checksum(crc32c_extend(0, all, all.count))
            return "\(body),\"chain\":\"\(chain)\"}\n"
        }.joined()
    }

    private static func read(_ folder: String, _ threads: ThreadPlan) throws -> RunEvidence {
        try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [folder], threads: threads)).runs.first)
    }

    @Test("A checksum in thirds and joined ones are those of the plain way")
    func checksums() {
        var numbers = SeededNumbers(seed: 3)
        let bytes = (0..<9_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        for length in [0, 1, 7, 8, 63, 2_047, 2_048, 2_049, 2_071, 4_097, 8_999] {
            let whole = crc32c_extend_portable(77, bytes, length)
            #expect(crc32c_extend(77, bytes, length) == whole, "\(length)")
            for cut in [0, 1, 8, length / 3, length] where cut <= length {
                let head = crc32c_extend_portable(77, bytes, cut)
                let tail = bytes[cut..<length].withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
                let rest = UInt64(length - cut)
                #expect(crc32c_combine(head, tail, rest) == whole, "\(cut) of \(length)")
                #expect(crc32c_combine_portable(head, tail, rest) == whole, "\(cut) of \(length)")
            }
        }
        for length: UInt64 in [1 << 20, 1 << 33, 12_345_678_901] {
            #expect(crc32c_combine(0x1234_5678, 9, length) == crc32c_combine_portable(0x1234_5678, 9, length))
        }
    }
}
