/// Finds the coins that make the venue cut the whole socket: an unknown coin gets no error frame, the venue just
/// ends the connection and does not say which one it was.
///
/// Who was not acknowledged when a connection was cut is suspected. On the next one all others are asked for
/// first, and when they are live the suspects follow in groups, one group at a time: an acknowledgement clears, a
/// cut halves the group, and a coin that is cut alone `strikesMax` times in a row, beside others that live, is
/// left out. A cut while no suspect was asked for shows that the network does such things too, and all counts
/// begin anew: so an ordinary 1006 costs nobody its place.
struct CoinTrial: Hashable, Sendable {
    /// How often in a row a coin must be cut alone.
    static let strikesMax = 3
    /// After this long a coin that was left out is tried once more.
    static let retryMS: Int64 = 6 * 3_600_000
    /// The same while more than half are out: then it may well be the venue that is broken.
    static let retryOfManyMS: Int64 = 5 * 60_000
    /// At most one coin is tried once more in this time, so that no storm of reconnects comes of it.
    static let retrySpacingMS: Int64 = 60_000

    private enum Standing: Hashable {
        case trusted
        case suspected
        case excluded(retryMS: Int64)
    }

    private var standings: [Standing]
    private var strikes: [Int]
    private var wasExcluded: [Bool]
    private var retriedMS = Int64.min / 2
    /// The suspects in the order in which they are tried.
    private(set) var groups: [[Int]] = []

    init(count: Int) {
        standings = Array(repeating: .trusted, count: count)
        strikes = Array(repeating: 0, count: count)
        wasExcluded = Array(repeating: false, count: count)
    }

    /// The slots that are asked for at once.
    var trusted: [Int] { standings.indices.filter { standings[$0] == .trusted } }
    var excluded: [Int] {
        standings.indices.filter { if case .excluded = standings[$0] { true } else { false } }
    }
    var hasTrusted: Bool { standings.contains(.trusted) }
    /// False when there is nothing to connect for.
    var wantsConnection: Bool { hasTrusted || !groups.isEmpty }

    /// When a coin that was left out may be tried once more; `Int64.max` when none waits.
    var nextRetryMS: Int64 {
        let earliest = standings.reduce(Int64.max) { earliest, standing in
            if case .excluded(let retryMS) = standing { min(earliest, retryMS) } else { earliest }
        }
        return earliest == .max ? .max : max(earliest, retriedMS + CoinTrial.retrySpacingMS)
    }

    /// Whether the next group must be tried after a calm while: where a cut would count against one coin, or
    /// where no other coin shows that the connection is good.
    var nextNeedsCalm: Bool {
        guard let group = groups.first else { return false }
        return !hasTrusted || (group.count == 1 && strikes[group[0]] > 0)
    }

    /// A market that is new: it may not be known at the feed yet, so it is tried apart from the others.
    mutating func add() {
        standings.append(.suspected)
        strikes.append(0)
        wasExcluded.append(false)
        groups.append([standings.count - 1])
    }

    /// Something of this coin changed, so it is worth another try.
    mutating func reconsider(_ slot: Int) {
        if case .excluded = standings[slot] { standings[slot] = .excluded(retryMS: .min) }
    }

    /// Takes one coin that was left out back among the suspects, if one is due. One cut is enough against it.
    mutating func takeDueRetry(nowMS: Int64) {
        guard groups.isEmpty, nowMS >= nextRetryMS else { return }
        let due = standings.indices.first {
            if case .excluded(let retryMS) = standings[$0] { retryMS <= nowMS } else { false }
        }
        guard let due else { return }
        retriedMS = nowMS
        standings[due] = .suspected
        strikes[due] = CoinTrial.strikesMax - 1
        groups.append([due])
    }

    /// The group that was asked for is innocent. Gives those of it that had been left out.
    mutating func clearFirst() -> [Int] {
        guard !groups.isEmpty else { return [] }
        return groups.removeFirst().filter { clear($0) }
    }

    /// The connection was cut while these trusted ones were not acknowledged, in the order in which they were
    /// asked for; nobody else was tried.
    mutating func cut(unanswered: [Int]) {
        forgiveSuspects()
        let fresh = unanswered.filter { standings[$0] == .trusted }
        for slot in fresh { standings[slot] = .suspected }
        groups.insert(contentsOf: CoinTrial.split(fresh), at: 0)
    }

    /// The connection was cut while the first group was tried. Gives the coin that is left out from now on.
    mutating func cutWhileTrying(unanswered: [Int], nowMS: Int64) -> Int? {
        guard let group = groups.first else { return nil }
        let guilty = unanswered.filter(group.contains)
        guard let first = guilty.first else {
            forgiveSuspects()
            return nil
        }
        groups.removeFirst()
        for slot in group where !guilty.contains(slot) { _ = clear(slot) }
        guard guilty.count == 1 else {
            groups.insert(contentsOf: CoinTrial.split(guilty), at: 0)
            return nil
        }
        strikes[first] += 1
        guard strikes[first] >= CoinTrial.strikesMax else {
            // Without a good neighbour others are tried before: one of them may become that neighbour.
            groups.insert([first], at: hasTrusted ? 0 : groups.count)
            return nil
        }
        let areMany = (excluded.count + 1) * 2 > standings.count
        let patienceMS = areMany ? CoinTrial.retryOfManyMS : CoinTrial.retryMS
        standings[first] = .excluded(retryMS: nowMS + patienceMS)
        wasExcluded[first] = true
        return first
    }

    /// True when it had been left out.
    private mutating func clear(_ slot: Int) -> Bool {
        defer { wasExcluded[slot] = false }
        standings[slot] = .trusted
        strikes[slot] = 0
        return wasExcluded[slot]
    }

    private mutating func forgiveSuspects() {
        for slot in standings.indices where standings[slot] == .suspected { strikes[slot] = 0 }
    }

    /// Answers come in order, so the first without one is by far the likeliest; the others by halves.
    private static func split(_ slots: [Int]) -> [[Int]] {
        guard let first = slots.first else { return [] }
        let rest = slots.dropFirst()
        let middle = rest.startIndex + rest.count / 2
        return [[first], Array(rest[..<middle]), Array(rest[middle...])].filter { !$0.isEmpty }
    }
}
