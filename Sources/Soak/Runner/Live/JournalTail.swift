import CChecksum
import FoundationEssentials
import SoakFaults

/// What an earlier process of this run has journaled: where the chain goes on and what was left open. Pure but for
/// the reading of bytes.
package struct JournalTail: Equatable, Sendable {
    /// Of the next line.
    package private(set) var seq: Int64 = 0
    package private(set) var chain = "00000000"
    /// How many bytes are whole lines; what is behind them was torn by a kill.
    package private(set) var wholeBytes = 0
    package private(set) var generation = 0
    /// The last engine was started and its end is not told.
    package private(set) var openEngine: Int32?
    package private(set) var hasEnded = false
    package private(set) var lastWallMs: Int64 = 0
    package private(set) var boot: String?
    /// Faults by what was told of them last.
    package private(set) var faults: [String: FaultStage] = [:]

    package enum FaultStage: Equatable, Sendable {
        case armed, bitten, missed, lifted, skipped
    }

    package enum Flaw: Error, Equatable, CustomStringConvertible {
        /// A whole line that does not follow from the one before it.
        case broken(line: Int)

        package var description: String {
            switch self {
            case .broken(let line):
                "journal.jsonl:\(line) does not follow from the line before it: something else wrote there"
            }
        }
    }

    private struct Line: Decodable {
        var type: String
        var wall_ms: Int64
        var seq: Int64
        var chain: String
        var pid: Int32?
        var generation: Int?
        var fault: String?
        var boot: String?
    }

    package init(_ bytes: [UInt8]) throws(Flaw) {
        var start = 0
        var number = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(bytes[start..<end])),
                line.seq == seq, line.chain == Self.chain(after: chain, bytes[start..<end])
            else { throw .broken(line: number) }
            take(line)
            start = end + 1
            wholeBytes = start
        }
    }

    private mutating func take(_ line: Line) {
        seq = line.seq + 1
        chain = line.chain
        lastWallMs = line.wall_ms
        if let boot = line.boot { self.boot = boot }
        switch line.type {
        case "engine-started":
            generation = line.generation ?? generation
            openEngine = line.pid
        case "engine-exited": openEngine = nil
        case "run-ended": hasEnded = true
        case "fault-armed": faults[line.fault ?? ""] = .armed
        case "fault-bitten": faults[line.fault ?? ""] = .bitten
        case "fault-missed": faults[line.fault ?? ""] = .missed
        case "fault-lifted": faults[line.fault ?? ""] = .lifted
        case "fault-skipped": faults[line.fault ?? ""] = .skipped
        default: break
        }
    }

    /// The checksum runs over the chain before and the line without its own last member.
    private static func chain(after chain: String, _ line: ArraySlice<UInt8>) -> String? {
        let member = ",\"chain\":\"00000000\"}".utf8.count
        guard line.count > member else { return nil }
        let chained = Array(chain.utf8) + line.dropLast(member)
        let crc = chained.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        let digits = String(crc, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
