/// Settles what a day could not settle alone, now that all ledgers and tables are known: exactly, or not at all.
struct DoubtSettlement {
    private let context: RecordAudit.Context
    private let file: String
    private let part: String

    /// `file` and `part` are named where it can't be settled.
    init(_ context: RecordAudit.Context, file: String, part: String) {
        self.context = context
        self.file = file
        self.part = part
    }

    private struct Late {
        var violation: Violation
        /// Rules first, then the market, then the order of ids: as one record's violations stand.
        var rank: Int
    }

    private func refusal(_ why: String) -> PartialError {
        PartialError("\(part): \(file) can't be joined: \(why); check the directories together instead")
    }

    /// What the file came to, with all that was in doubt.
    func counts(of reading: DayFile.Reading) throws -> RecordFacts {
        var counts = reading.counts
        var late = try rules(reading.doubts, &counts)
        late += try markets(reading.doubts, &counts)
        guard !late.isEmpty else { return counts }
        let known = counts.violations.map { Late(violation: $0, rank: Self.rank($0.kind)) }
        let all = (known + late).enumerated().sorted {
            ($0.element.violation.place.line, $0.element.rank, $0.offset)
                < ($1.element.violation.place.line, $1.element.rank, $1.offset)
        }
        counts.violations = all.prefix(RecordAudit.violationsKeptMax).map(\.element.violation)
        return counts
    }

    private static func rank(_ kind: ViolationKind) -> Int {
        switch kind {
        case .idOrder, .followupOrder: 2
        case .unknownMarket: 1
        default: 0
        }
    }

    private func rules(_ doubts: AuditDoubts, _ counts: inout RecordFacts) throws -> [Late] {
        guard doubts.signals > 0 else { return [] }
        guard let first = context.configs.first, first.atMS <= doubts.toMS else {
            counts.recordsWithoutConfig += doubts.signals
            return try sizes(doubts, &counts)
        }
        guard let from = context.configIndex(at: doubts.fromMS), let to = context.configIndex(at: doubts.toMS)
        else { throw refusal("the first start is in the middle of it") }
        guard doubts.lost == 0 else {
            throw refusal("its signals tell of more than \(AuditDoubts.groupsMax) different costs")
        }
        let costs = Set(context.configs[from...to].map { $0.config.cost })
        var late: [Late] = []
        for group in doubts.groups {
            for kept in try candidates(of: group, costs) {
                guard let index = context.configIndex(at: kept.signal.timestampMS) else { continue }
                let costs = RecordRules.Costs(context.configs[index].config)
                let problems = RecordRules.problems(of: kept.signal, by: costs)
                if problems.contains(where: { $0.0 == .size }) { try tryLast(kept, of: group) }
                for (kind, detail) in problems {
                    counts.violationCounts[kind, default: 0] += 1
                    late.append(
                        Late(violation: Violation(kind, place: kept.place, detail: detail), rank: 0))
                }
            }
        }
        return late
    }

    /// There may be more behind the last one that was kept, if its size is wrong as well.
    private func tryLast(_ kept: AuditDoubts.Kept, of group: AuditDoubts.CostGroup) throws {
        guard !group.hasAll, group.shares.count == AuditDoubts.sharesKeptMax,
            kept.place == group.shares.last?.place
        else { return }
        throw refusal("more than \(AuditDoubts.sharesKeptMax) suggested sizes are too large")
    }

    /// What can be said of sizes where no day knows the costs.
    private func sizes(_ doubts: AuditDoubts, _ counts: inout RecordFacts) throws -> [Late] {
        guard doubts.lost == 0 else {
            throw refusal("its signals tell of more than \(AuditDoubts.groupsMax) different costs")
        }
        var late: [Late] = []
        for group in doubts.groups {
            for kept in group.hasAll ? group.all : group.shares {
                guard let problem = RecordRules.sizeProblem(of: kept.signal) else { continue }
                try tryLast(kept, of: group)
                counts.violationCounts[.size, default: 0] += 1
                late.append(Late(violation: Violation(.size, place: kept.place, detail: problem), rank: 0))
            }
        }
        return late
    }

    /// The signals of a group that may break a rule; every other one is right.
    private func candidates(
        of group: AuditDoubts.CostGroup, _ costs: Set<BasisPoints>
    ) throws -> [AuditDoubts.Kept] {
        if group.hasAll { return group.all }
        guard costs == [group.cost] else {
            throw refusal(
                "by its own numbers the cost is \(group.cost), by the ledger \(costs.sorted().map(\.description).joined(separator: ", "))"
            )
        }
        guard group.wrongCount == Int64(group.wrong.count) else {
            throw refusal("\(group.wrongCount) of its signals are wrong, too many to keep")
        }
        var candidates = group.wrong
        for kept in group.shares where !candidates.contains(where: { $0.place == kept.place }) {
            candidates.append(kept)
        }
        return candidates
    }

    private func markets(_ doubts: AuditDoubts, _ counts: inout RecordFacts) throws -> [Late] {
        var late: [Late] = []
        for unknown in doubts.unknown {
            let day = UTCDay(containing: unknown.fromMS)
            guard day == UTCDay(containing: unknown.toMS) else {
                throw refusal("signals of \(unknown.market) stand in it from more than one day")
            }
            switch context.knows(unknown.market, on: day) {
            case true?: break
            case nil: counts.recordsWithoutTable += unknown.count
            case false?:
                counts.violationCounts[.unknownMarket, default: 0] += unknown.count
                for place in unknown.places {
                    let words = "\(unknown.market) is not in the day's table"
                    late.append(
                        Late(violation: Violation(.unknownMarket, place: place, detail: words), rank: 1))
                }
            }
        }
        return late
    }
}
