import DoDParquet

/// Reads a Parquet file of the old engine from end to end: what it says at its end, each page, each row.
struct ParquetPass {
    let path: String
    let day: UTCDay?
    private(set) var damages = DamageList()
    /// Rows that any reader gives.
    private(set) var rows: Int64 = 0
    /// Rows that only `hip3-dod repair` gives.
    private(set) var recoverableRows: Int64 = 0
    private(set) var firstMS: Int64?
    private(set) var lastMS: Int64?
    private var order = IDOrder()
    /// Raw less net edge of each market's last row: one engine wrote the file, with one configuration.
    private var costs: [MarketKey: BasisPoints] = [:]

    init(path: String, day: UTCDay?) {
        self.path = path
        self.day = day
    }

    mutating func read(_ bytes: ParquetBytes) throws {
        do {
            let file = try ParquetFile(bytes)
            guard let missing = Self.missingColumn(file.footer.schema) else { return try read(file) }
            add(.parquetSchema, at: 0, missing)
        } catch let flaw as ParquetFlaw {
            add(flaw)
            if flaw.kind != .empty, flaw.kind != .noMagic { try recover(bytes) }
        }
    }

    private mutating func read(_ file: ParquetFile) throws {
        for index in 0..<file.footer.groupCount {
            do {
                look(at: try file.rowGroup(index), isReadable: true)
            } catch let flaw as ParquetFlaw {
                add(flaw)
            }
        }
    }

    private mutating func recover(_ bytes: ParquetBytes) throws {
        var groups = 0
        try ParquetRecovery(bytes).pieces {
            guard case .rows(let group) = $0 else { return }
            groups += 1
            look(at: group, isReadable: false)
        }
        guard groups > 0 else { return }
        let span = [firstMS, lastMS].compactMap { $0.map(ISOTime.text) }.joined(separator: " to ")
        add(
            .parquetRecoverable, at: 4,
            "\(recoverableRows) rows in \(groups) complete row groups, \(span): hip3-dod repair writes them out"
        )
    }

    private mutating func look(at group: RowGroup, isReadable: Bool) {
        for row in OldSignalRow.rows(of: group) {
            if isReadable { rows += 1 } else { recoverableRows += 1 }
            if let problem = row.problem { add(problem.kind, at: group.bytes.lowerBound, problem.detail) }
            if let record = row.record { compare(record, at: group.bytes.lowerBound) }
            guard let ms = row.timestampMS else { continue }
            if let day, UTCDay(containing: ms) != day {
                add(.wrongDay, at: group.bytes.lowerBound, "\(ISOTime.text(ms)) in the file of \(day)")
            }
            if let lastMS, ms < lastMS { add(.timeBack, at: group.bytes.lowerBound, "\(ms) after \(lastMS)") }
            firstMS = min(firstMS ?? ms, ms)
            lastMS = ms
        }
    }

    /// With the rows before it.
    private mutating func compare(_ record: SignalRecord, at offset: Int64) {
        if let problem = order.add(record, RecordAudit.Context()) { add(.contradiction, at: offset, problem) }
        let cost = record.rawEdge - record.netEdge
        if let before = costs[record.market], abs(cost.hundredths - before.hundredths) > 1 {
            add(
                .contradiction, at: offset,
                "\(record.id): raw less net edge is \(cost), \(before) in the row before of \(record.market)")
        }
        costs[record.market] = cost
    }

    private static func missingColumn(_ schema: ParquetSchema) -> String? {
        for wanted in ParquetSchema.oldSignals.columns {
            guard let found = schema.columns.first(where: { $0.name == wanted.name }) else {
                return "no column \(wanted.name)"
            }
            if found.type != wanted.type {
                return "column \(wanted.name) is of type \(found.type), not \(wanted.type)"
            }
        }
        return nil
    }

    private mutating func add(_ flaw: ParquetFlaw) {
        let kind: DamageKind =
            switch flaw.kind {
            case .empty: .emptyFile
            case .noMagic: .parquetMagic
            case .noFooter: .parquetFooterMissing
            case .footerLength: .parquetFooterLength
            case .footer: .parquetFooterBroken
            case .page: .parquetPage
            case .unsupported: .parquetUnsupported
            }
        add(kind, at: flaw.at, flaw.detail)
    }

    /// `line` is the row, where there is one.
    private mutating func add(_ kind: DamageKind, at: Int64, _ detail: String) {
        damages.add(
            Damage(kind, file: path, line: rows + recoverableRows, byteOffset: at, detail: detail))
    }
}
