/// Ranges that a ledger vouches for: as a list, or by their place in the ledger, which holds them anyway.
enum RangeClaims: Sendable {
    case own([RangeChecker.Claim])
    case ledger(LedgerLines, LongRow<LedgerLines.RangePosition>)

    var count: Int {
        switch self {
        case .own(let claims): claims.count
        case .ledger(_, let positions): positions.count
        }
    }

    func range(at position: Int) -> SealedRange {
        switch self {
        case .own(let claims): claims[position].range
        case .ledger(let lines, let positions): lines.range(at: positions[position])
        }
    }

    /// All of them in their order: quicker than one by one.
    func forEach(_ body: (Int, SealedRange) -> Void) {
        switch self {
        case .own(let claims): for (position, claim) in claims.enumerated() { body(position, claim.range) }
        case .ledger(let lines, let positions): lines.forEachRange(at: positions, body)
        }
    }

    func place(at position: Int) -> LinePlace {
        switch self {
        case .own(let claims): claims[position].place
        case .ledger(let lines, let positions): lines.place(at: positions[position])
        }
    }
}

/// What was found of each range that the ledger vouches for, in the ledger's order. Only what differs is kept; there
/// are as many ranges as the engine synced.
package struct RangeFindings: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
    private let claims: RangeClaims
    private let different: [Int: RangeFinding.Found]
    /// What all of them come to, so that nobody need go through them for it.
    package let walk: RangeWalk

    init(_ claims: RangeClaims, _ walk: RangeWalk, different: [Int: RangeFinding.Found]) {
        self.claims = claims
        self.walk = walk
        self.different = different
    }

    package init(_ findings: [RangeFinding]) {
        claims = .own(findings.map { RangeChecker.Claim(range: $0.claim, place: $0.place) })
        walk = RangeWalk(findings.map(\.claim))
        var different: [Int: RangeFinding.Found] = [:]
        for (position, finding) in findings.enumerated() where finding.found != .same {
            different[position] = finding.found
        }
        self.different = different
    }

    package init(arrayLiteral elements: RangeFinding...) { self.init(elements) }

    package var startIndex: Int { 0 }
    package var endIndex: Int { claims.count }

    package subscript(position: Int) -> RangeFinding {
        RangeFinding(
            claim: claims.range(at: position), place: claims.place(at: position),
            found: different[position] ?? .same)
    }

    /// Those that are not what was sealed, in the ledger's order.
    package var differing: [RangeFinding] { different.keys.sorted().map { self[$0] } }
}
