// The verdict so far: a line a criterion, or on a low screen only those that do not hold.
extension StatusScreen {
    private static let wordWidth = 8

    var verdictLines: [StyledLine] { [verdictHead] + status.verdict.criteria.map(line) }

    /// What holds is named in a line or two.
    var shortVerdictLines: [StyledLine] {
        let criteria = status.verdict.criteria
        let names = criteria.filter { $0.answer == .pass }.map { $0.isWaived ? "\($0.id) (waived)" : $0.id }
        return [verdictHead] + criteria.filter { $0.answer != .pass }.map(line) + passLines(names)
    }

    private func passLines(_ names: [String]) -> [StyledLine] {
        var rows: [String] = []
        for name in names {
            if let last = rows.last, last.count + name.count + 3 <= width - Self.wordWidth - 2 {
                rows[rows.count - 1] = last + ", " + name
            } else {
                rows.append(name)
            }
        }
        return rows.enumerated().map { index, text in
            var line = StyledLine("  ")
            line.add(Words.padded(index == 0 ? "pass" : "", Self.wordWidth), .good)
            line.add(text + (index == rows.count - 1 ? "" : ","))
            return line
        }
    }

    private var verdictHead: StyledLine {
        var head = StyledLine("verdict", .dim)
        head.add(Words.padded("", 4))
        let isBad = status.verdict.criteria.contains { $0.answer == .fail && !$0.isWaived }
        head.add(status.verdict.word, isBad ? .bad : .good)
        if case .none(let why) = status.verdict.source { head.add(": \(why)", .dim) }
        if let tried = status.verdict.triedMs { head.add("  (tried at \(Words.clock(tried)))", .dim) }
        return head
    }

    private func line(_ criterion: VerdictSoFar.Criterion) -> StyledLine {
        var line = StyledLine("  ")
        line.add(Words.padded(criterion.answer.rawValue, Self.wordWidth), Self.style(of: criterion))
        line.add(Words.padded(criterion.id, 14))
        line.add(criterion.isWaived ? "waived: \(criterion.summary)" : criterion.summary, .plain)
        return line
    }

    private static func style(of criterion: VerdictSoFar.Criterion) -> StyledLine.Style {
        switch criterion.answer {
        case .pass: .good
        case .notYet: .dim
        case .unknown: .warning
        case .fail: criterion.isWaived ? .warning : .bad
        }
    }
}
