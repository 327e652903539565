/// What a sweep came to.
package struct SweepSummary: Sendable {
    package struct Row: Sendable, Equatable {
        package var points = 0
        package var kills = 0
        package var restarts = 0
        package var flawed = 0

        package init(points: Int = 0, kills: Int = 0, restarts: Int = 0, flawed: Int = 0) {
            self.points = points
            self.kills = kills
            self.restarts = restarts
            self.flawed = flawed
        }
    }

    package struct Failure: Sendable, Equatable {
        package var point: String
        package var flaws: [String]
        package var folder: String
        package var command: String

        package init(point: String, flaws: [String], folder: String, command: String) {
            self.point = point
            self.flaws = flaws
            self.folder = folder
            self.command = command
        }
    }

    package private(set) var rows: [String: Row] = [:]
    package private(set) var failures: [Failure] = []
    package private(set) var flawsByKind: [String: Int] = [:]
    package var seconds = 0.0
    package var isInterrupted = false
    /// Lanes that ended at the bound and not because nothing fired any more.
    package private(set) var unexhausted: [String] = []

    package init() {}

    package var total: Row {
        rows.values.reduce(into: Row()) {
            $0.points += $1.points
            $0.kills += $1.kills
            $0.restarts += $1.restarts
            $0.flawed += $1.flawed
        }
    }

    package mutating func add(_ lane: SweepLane, kills: Int, restarts: Int, flaws: [SweepCheck.Flaw]) {
        let name = Self.name(lane)
        rows[name, default: Row()].points += 1
        rows[name]?.kills += kills
        rows[name]?.restarts += restarts
        rows[name]?.flawed += flaws.isEmpty ? 0 : 1
        for flaw in flaws { flawsByKind[flaw.kind, default: 0] += 1 }
    }

    package mutating func add(_ failure: Failure) {
        failures.append(failure)
        failures.sort { $0.point < $1.point }
    }

    package mutating func addUnexhausted(_ lane: SweepLane) { unexhausted.append(Self.name(lane)) }

    static func name(_ lane: SweepLane) -> String {
        (lane.before == nil ? "" : "recovery ") + lane.operation.rawValue + " " + lane.action.rawValue
            + (lane.isLasting ? " for ever" : "")
    }

    /// 0 nothing wrong, 1 something, 2 it did not come to its end.
    package var exitCode: Int32 {
        if !failures.isEmpty { return 1 }
        return isInterrupted || !unexhausted.isEmpty || total.points == 0 ? 2 : 0
    }

    package var lines: [String] {
        var lines = ["", "  calls and what was done to them        points    kills  restarts  flawed"]
        for name in rows.keys.sorted() { lines.append(Self.line(name, rows[name] ?? Row())) }
        lines.append(Self.line("in all", total))
        let rate = seconds > 0 ? Double(total.points) / seconds : 0
        lines.append("")
        lines.append(
            "\(total.points) points in \(Self.tenths(seconds)) s, \(Self.tenths(rate)) a second: "
                + "\(flawsByKind["lost", default: 0]) lost, \(flawsByKind["doubled", default: 0]) doubled, "
                + "\(flawsByKind["foreign", default: 0]) torn, glued or invented, "
                + "\(flawsByKind["integrity", default: 0]) against the ledger, "
                + "\(flawsByKind["restart", default: 0]) that did not come back")
        for lane in unexhausted { lines.append("not to its end: \(lane)") }
        return lines
    }

    private static func line(_ name: String, _ row: Row) -> String {
        "  " + name + String(repeating: " ", count: max(1, 36 - name.count))
            + [row.points, row.kills, row.restarts, row.flawed].map { padded($0) }.joined()
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(1, 9 - digits.count)) + digits
    }

    static func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}

extension SweepCheck.Flaw {
    /// For counting.
    var kind: String {
        switch self {
        case .lost: "lost"
        case .doubled: "doubled"
        case .foreign, .noNewline, .outOfOrder: "foreign"
        case .integrity: "integrity"
        case .restart: "restart"
        }
    }
}
