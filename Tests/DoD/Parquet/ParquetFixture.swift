import DoDParquet
import Foundation

/// The files of Tests/Fixtures/parquet, whole or with bytes changed.
enum ParquetFixture {
    /// All that are read here; zstd.parquet is not.
    static let names = [
        "required", "optional", "plain", "pages-v2", "checksums", "uncompressed", "gzip", "many-pages",
        "rust",
        "column-notes",
    ]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Fixtures/parquet")

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent("\(name).parquet")))
    }

    /// A file of its own with these bytes, gone after `body`.
    @discardableResult
    static func with<Result>(_ bytes: [UInt8], _ body: (ParquetBytes) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "parquet-\(UUID().uuidString)")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return try body(try ParquetBytes(path: path.path))
    }

    /// The table's columns as rows.jsonl has them.
    static func expected() throws -> [String: ColumnValues] {
        let text = try String(contentsOf: folder.appendingPathComponent("rows.jsonl"), encoding: .utf8)
        let rows = try text.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
        var columns: [String: ColumnValues] = [:]
        for column in ParquetSchema.oldSignals.columns {
            let values = rows.map { $0[column.name] }
            columns[column.name] =
                switch column.type {
                case .int64: .integers(values.map { ($0 as? NSNumber)?.int64Value })
                case .double: .doubles(values.map { ($0 as? NSNumber)?.doubleValue })
                default: .texts(values.map { $0 as? String })
                }
        }
        return columns
    }

    /// Columns of several row groups, one behind the other.
    static func joined(_ groups: [RowGroup]) -> [String: ColumnValues] {
        var columns: [String: ColumnValues] = [:]
        for column in groups.first?.columns ?? [] {
            let parts = groups.compactMap { $0[column.name] }
            columns[column.name] =
                switch column.values {
                case .integers: .integers(parts.flatMap(\.integers))
                case .doubles: .doubles(parts.flatMap(\.doubles))
                case .texts: .texts(parts.flatMap(\.texts))
                }
        }
        return columns
    }

    static func groups(_ bytes: ParquetBytes) throws -> [RowGroup] {
        let file = try ParquetFile(bytes)
        return try (0..<file.footer.groupCount).map { try file.rowGroup($0) }
    }

    static func pieces(_ bytes: ParquetBytes) throws -> [ParquetRecovery.Piece] {
        var pieces: [ParquetRecovery.Piece] = []
        try ParquetRecovery(bytes).pieces { pieces.append($0) }
        return pieces
    }
}

extension [ParquetRecovery.Piece] {
    var groups: [RowGroup] { compactMap { if case .rows(let group) = $0 { group } else { nil } } }

    var ranges: [Range<Int64>] {
        map {
            switch $0 {
            case .rows(let group): group.bytes
            case .lost(let bytes, _): bytes
            }
        }
    }
}

extension ColumnValues {
    var integers: [Int64?] { if case .integers(let values) = self { values } else { [] } }
    var doubles: [Double?] { if case .doubles(let values) = self { values } else { [] } }
    var texts: [String?] { if case .texts(let values) = self { values } else { [] } }
}
