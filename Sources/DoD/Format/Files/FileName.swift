/// What a name in a data directory stands for.
package struct FileName: Hashable, Sendable {
    package let kind: FileKind
    package let day: UTCDay?
    package let isCompressed: Bool
    /// Without `.gz`.
    package let plain: String

    package init(_ name: String) {
        isCompressed = name.hasSuffix(".jsonl.gz")
        plain = isCompressed ? String(name.dropLast(3)) : name
        for (prefix, suffix, kind) in Self.known where plain.hasPrefix(prefix) && plain.hasSuffix(suffix) {
            let middle = plain.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
            guard let day = UTCDay(String(middle)) else { continue }
            self.kind = kind
            self.day = day
            return
        }
        guard plain.hasSuffix(".parquet") else {
            kind = .unknown
            day = nil
            return
        }
        kind = .parquet
        let stem = plain.dropLast(".parquet".utf8.count)
        day = stem.hasPrefix("signals_") ? UTCDay(String(stem.dropFirst("signals_".utf8.count))) : nil
    }

    private static let known: [(String, String, FileKind)] = [
        ("signals_", ".jsonl", .signals), ("followups_", ".jsonl", .followups),
        ("ledger_", ".jsonl", .ledger),
        ("markets_", ".json", .markets),
    ]
}
