/// What one source address may do within a minute of virtual time; beyond that it is refused. What is open at
/// once (connections, subscriptions) its owner counts.
///
/// Minutes are virtual, so that a rehearsal at 300 times real time allows what the real exchange would.
package struct SourceLimits: Sendable {
    private struct Minute {
        var connections = 0
        var messages = 0
        var weight = 0
    }

    private static let minuteMs: Int64 = 60_000

    private let rules: SessionRules
    private var minute: Int64 = .min
    private var sources: [String: Minute] = [:]

    package init(rules: SessionRules) { self.rules = rules }

    /// Whether a new connection may open beside `open` others of its source.
    package mutating func connect(from source: String, open: Int, nowMs: Int64) -> Bool {
        turn(nowMs)
        guard open < rules.connectionsMax,
            sources[source, default: Minute()].connections < rules.connectionsPerMinuteMax
        else { return false }
        sources[source, default: Minute()].connections += 1
        return true
    }

    /// Whether a message is listened to.
    package mutating func message(from source: String, nowMs: Int64) -> Bool {
        turn(nowMs)
        guard sources[source, default: Minute()].messages < rules.messagesPerMinuteMax else { return false }
        sources[source, default: Minute()].messages += 1
        return true
    }

    /// Whether a request of `/info` of this weight is answered.
    package mutating func request(weight: Int, from source: String, nowMs: Int64) -> Bool {
        turn(nowMs)
        guard sources[source, default: Minute()].weight + weight <= rules.weightPerMinuteMax else {
            return false
        }
        sources[source, default: Minute()].weight += weight
        return true
    }

    private mutating func turn(_ nowMs: Int64) {
        guard nowMs / Self.minuteMs != minute else { return }
        minute = nowMs / Self.minuteMs
        sources.removeAll(keepingCapacity: true)
    }
}
