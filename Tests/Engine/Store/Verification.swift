import CChecksum
import Testing

@testable import EngineStore

/// Reads a directory as a judge would, by code of its own: chain, seals, and what the records' lines are.
struct Verification {
    var problems: [String] = []
    /// The numbers of all signals, in file order.
    var numbers: [String] = []

    init(of yard: Yard) {
        let names = ((try? PosixFileSystem().list(yard.data)) ?? []).filter { $0.hasSuffix(".jsonl") }
        checkChain(names.filter { $0.hasPrefix("ledger_") }.map { yard.data + "/" + $0 })
        let ledger = names.filter { $0.hasPrefix("ledger_") }.flatMap { yard.lines($0) }
        for name in names where name.hasPrefix("signals_") {
            checkRecords(name, contents(of: yard.data + "/" + name))
        }
        checkSeals(ledger, yard)
    }

    private mutating func checkChain(_ paths: [String]) {
        var chain = "00000000"
        var sequence = 0
        for path in paths {
            let bytes = contents(of: path)
            if !bytes.isEmpty, bytes.last != UInt8(ascii: "\n") {
                problems.append("\(path) ends in half a line")
            }
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                guard let cut = line.range(of: #","chain":""#) else {
                    problems.append("no chain in \(line)")
                    continue
                }
                let expected = Self.crc(Array((chain + line[..<cut.lowerBound]).utf8))
                let found = line[cut.upperBound...].prefix(8)
                if found != expected { problems.append("chain broken at \(line)") }
                if !line.contains(#","seq":\#(sequence),"#) {
                    problems.append("seq \(sequence) expected in \(line)")
                }
                chain = String(found)
                sequence += 1
            }
        }
    }

    private mutating func checkRecords(_ name: String, _ bytes: [UInt8]) {
        if !bytes.isEmpty, bytes.last != UInt8(ascii: "\n") { problems.append("\(name) ends in half a line") }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard line.hasPrefix(#"{"timestamp_ms":"#), line.hasSuffix(#""abcdefghij"}"#),
                let begin = line.range(of: #""number":"#), let end = line.range(of: #","filler"#),
                line.components(of: "timestamp_ms") == 1
            else {
                problems.append("not one whole line: \(line)")
                continue
            }
            numbers.append(String(line[begin.upperBound..<end.lowerBound]))
        }
    }

    /// Seals and adoptions follow each other without a hole and agree with the bytes.
    private mutating func checkSeals(_ ledger: [String], _ yard: Yard) {
        var sealedTo: [String: Int] = [:]
        for line in ledger where line.hasPrefix(#"{"type":"seal""#) || line.hasPrefix(#"{"type":"adopted""#) {
            var rest = line[...]
            while let begin = rest.range(of: #""file":""#) {
                rest = rest[begin.upperBound...]
                let name = String(rest.prefix { $0 != "\"" })
                let from = rest.number(after: "from"), to = rest.number(after: "to")
                let records = rest.number(after: "records")
                let bytes = contents(of: yard.data + "/" + name)
                if from != sealedTo[name, default: 0] { problems.append("\(name): hole before \(from)") }
                sealedTo[name] = to
                guard to <= bytes.count else {
                    problems.append("\(name): sealed to \(to), has \(bytes.count)")
                    continue
                }
                let part = Array(bytes[from..<to])
                if !rest.contains(#""crc32c":"\#(Self.crc(part))""#) {
                    problems.append("\(name): \(from)..<\(to) changed")
                }
                if part.filter({ $0 == 10 }).count != records {
                    problems.append("\(name): records of \(from)..<\(to)")
                }
            }
        }
        for name in ["signals_2026-01-20.jsonl", "signals_2026-01-21.jsonl"] {
            let length = contents(of: yard.data + "/" + name).count
            if sealedTo[name, default: 0] != length {
                problems.append("\(name): sealed to \(sealedTo[name, default: 0]) of \(length)")
            }
        }
    }

    static func crc(_ bytes: [UInt8]) -> String {
        let hex = String(crc32c_extend_portable(0, bytes, bytes.count), radix: 16)
        return String(repeating: "0", count: 8 - hex.count) + hex
    }
}

extension StringProtocol {
    /// Where `text` first stands.
    func range(of text: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return nil
    }

    func components(of text: String) -> Int {
        var count = 0
        var rest = self[startIndex...]
        while let found = rest.range(of: text) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }

    func number(after key: String) -> Int {
        guard let found = range(of: #""\#(key)":"#) else { return -1 }
        return Int(self[found.upperBound...].prefix { $0.isNumber }) ?? -1
    }
}

extension Optional where Wrapped == String {
    /// A line that is not there says nothing.
    var orEmpty: String { self ?? "" }
}
