import DoDAnalysis
import DoDFormat

/// What the runner's own connection to a venue saw, against what the engine recorded.
///
/// Two connections are never the same, so only what stood for a while counts as clear; everything else proves
/// nothing in either direction.
struct ObserverAccount {
    /// Of a thousand clear ones so many may be missed before the day is lost: more than chance between two
    /// connections explains. Fewer leave a doubt.
    private static let missedPerMilleMax: Int64 = 1
    /// After its connection is ready, and before it ends, the engine may honestly have missed one.
    private static let readyMS: Int64 = 5_000
    private static let lostMS: Int64 = 1_000
    static let namedMax = 20

    private(set) var clear: Int64 = 0
    private(set) var clearRecorded: Int64 = 0
    /// The market had it while the engine had no connection.
    private(set) var clearAway: Int64 = 0
    private(set) var recorded: Int64 = 0
    private(set) var seen: Int64 = 0
    private var deadFeeds: [(atMS: Int64, silentMS: Int64, witnessed: Int64)] = []
    private var named: [String] = []
    private var damage: Damage?

    var missed: Int64 { clear - clearRecorded }

    /// Nil when the run had no observer.
    init?(_ run: RunEvidence) {
        for line in run.journal?.lines ?? [] {
            if case .feedDead(let silentMS, let witnessed) = line.event {
                deadFeeds.append((line.virtualMS, silentMS, witnessed))
            }
        }
        guard let observer = run.observer else { return nil }
        damage = observer.damages.first
        let engine = Self.engineSpans(run)
        let observed = Self.spans(observer)
        let truth = observer.signals.map { signal in
            var signal = signal
            let isHeard = engine.contains {
                signal.sentMS >= $0.fromMS + Self.readyMS && signal.sentMS <= $0.toMS - Self.lostMS
            }
            if signal.kind == .must, !isHeard {
                clearAway += 1
                signal.kind = .away
            }
            return signal
        }
        let comparison = TruthComparison(truth: truth, recorded: run.records.sequences)
        clear = comparison.must.expected
        clearRecorded = comparison.must.recorded
        seen = comparison.must.recorded + comparison.ambiguous.recorded + comparison.away.recorded
        recorded = run.records.sequences.values.reduce(0) { sum, signals in
            sum + Int64(signals.count { signal in observed.contains { $0.contains(signal.timestampMS) } })
        }
        recorded = max(recorded, seen)
        named = comparison.named.filter { $0.hasPrefix("LOST") }
    }

    mutating func merge(_ other: ObserverAccount) {
        clear += other.clear
        clearRecorded += other.clearRecorded
        clearAway += other.clearAway
        recorded += other.recorded
        seen += other.seen
    }

    func report(_ findings: inout Findings) {
        for dead in deadFeeds {
            findings.fail(
                "\(ISOTime.text(dead.atMS)) the feed was dead for the engine: nothing for \(dead.silentMS / 1000) s, in which the runner's own connection got \(dead.witnessed)"
            )
        }
        if let damage { findings.note("what the observer left is damaged: \(damage)") }
        guard missed > 0 else { return }
        let words =
            "\(missed) MISSED of \(clear) signals that the runner's own connection saw clearly"
            + (named.first.map { ": first \($0.dropFirst(5))" } ?? "")
        if missed * 1000 > clear * Self.missedPerMilleMax {
            findings.fail(words)
        } else {
            findings.doubt(words)
        }
        for name in named.prefix(Self.namedMax) { findings.note("MISSED \(name.dropFirst(5))") }
    }

    var measured: Facts {
        [
            "observer_clear": .count(clear), "observer_clear_recorded": .count(clearRecorded),
            "observer_clear_missed": .count(missed), "observer_clear_away": .count(clearAway),
            "observer_seen": .count(seen), "observer_recorded": .count(recorded),
        ]
    }

    var sentence: String {
        "the runner's own connection saw \(seen) of \(recorded) recorded signals as well, and the engine \(clearRecorded) of its \(clear) clear ones (\(clearAway) while the engine had no connection)"
    }

    /// When the engine was heard by the venue: by its ledger, or where it keeps none by the runner's journal.
    private static func engineSpans(_ run: RunEvidence) -> [TimeWindow] {
        if let ledger = run.ledger { return ConnectionTimeline(ledger).spans.map(\.window) }
        var spans: [TimeWindow] = []
        var fromMS: Int64?
        for line in run.journal?.lines ?? [] {
            switch line.event {
            case .engineStarted: fromMS = line.virtualMS
            case .engineExited:
                if let from = fromMS, from < line.virtualMS {
                    spans.append(TimeWindow(fromMS: from, toMS: line.virtualMS))
                }
                fromMS = nil
            default: break
            }
        }
        return spans
    }

    /// When the observer was connected. One that was killed counts to just behind its last signal.
    private static func spans(_ observer: Truth) -> [TimeWindow] {
        var spans: [TimeWindow] = []
        var fromMS: Int64?
        let endMS = observer.signals.last.map { $0.sentMS + Self.lostMS }
        for connection in observer.connections {
            if connection.isUp {
                fromMS = connection.atMS
            } else if let from = fromMS {
                if from < connection.atMS { spans.append(TimeWindow(fromMS: from, toMS: connection.atMS)) }
                fromMS = nil
            }
        }
        if let fromMS, let endMS, fromMS < endMS { spans.append(TimeWindow(fromMS: fromMS, toMS: endMS)) }
        return spans
    }
}
