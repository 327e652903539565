import CChecksum
import FoundationEssentials
import Glibc
import SoakFaults
import SoakRunner

/// The files of the observer in a run's folder, `observer/`: the truth that it found, and its own ledger.
///
/// A later process goes on behind the last whole line of each; what a kill tore off is cut.
final class ObserverFolder {
    enum Name: String, CaseIterable {
        case signals = "signals.jsonl"
        case connections = "connections.jsonl"
        case minutes = "minutes.jsonl"
        case ledger = "ledger.jsonl"
    }

    let path: String
    private var files: [Name: Int32] = [:]
    private var seq: Int64 = 0
    private var chain = "00000000"
    /// How many connections an earlier process had.
    private(set) var connections = 0
    /// An earlier process died with its last connection up.
    private var isOpen = false
    private var lastMs: Int64 = 0

    private struct Line: Decodable {
        var seq: Int64?
        var chain: String?
        var wall_ms: Int64?
        var connection: Int?
        var event: String?
        var at_ms: Int64?
    }

    init(_ path: String) throws(SystemFailure) {
        self.path = path
        try FileTree.makeFolders(path)
        for name in Name.allCases { try open(name) }
        if isOpen {
            append(
                "{\"connection\":\(connections),\"event\":\"down\",\"at_ms\":\(lastMs),\"cause\":\"lost\"}\n"
                    .utf8,
                to: .connections)
        }
    }

    deinit { for file in files.values { close(file) } }

    private func open(_ name: Name) throws(SystemFailure) {
        let path = path + "/" + name.rawValue
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        files[name] = file
        let bytes = try FileTree.read(path)
        let whole = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        if whole < bytes.count, ftruncate(file, off_t(whole)) != 0 {
            throw SystemFailure("cut", path, errno: errno)
        }
        guard name == .ledger || name == .connections, whole > 0,
            let last = bytes[..<(whole - 1)].split(separator: UInt8(ascii: "\n")).last,
            let line = try? JSONDecoder().decode(Line.self, from: Data(last))
        else { return }
        lastMs = max(lastMs, line.wall_ms ?? line.at_ms ?? 0)
        if name == .ledger {
            seq = (line.seq ?? -1) + 1
            chain = line.chain ?? chain
        } else {
            connections = line.connection ?? 0
            isOpen = line.event == "up"
        }
    }

    /// False when the disk does not take it.
    @discardableResult
    func append(_ bytes: some Collection<UInt8>, to name: Name) -> Bool {
        guard !bytes.isEmpty, let file = files[name] else { return true }
        let all = Array(bytes)
        return write(file, all, all.count) == all.count
    }

    /// One line of the ledger, chained as the journal's, on the disk when this returns.
    func record(_ type: String, wallMs: Int64, _ members: (inout JSONLine) -> Void) {
        var line = JSONLine()
        line.text("type", type)
        line.number("wall_ms", wallMs)
        line.number("seq", seq)
        members(&line)
        let chained = Array(chain.utf8) + line.bytes
        let crc = chained.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        chain = Self.hex(crc)
        line.text("chain", chain)
        seq += 1
        append(line.closed + [UInt8(ascii: "\n")], to: .ledger)
        sync()
    }

    func sync() { for name in Name.allCases { files[name].map { _ = fdatasync($0) } } }

    static func hex(_ crc: UInt32) -> String {
        let digits = String(crc, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
