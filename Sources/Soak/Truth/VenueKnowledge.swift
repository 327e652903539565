/// What the engine under test may know of one market from the venue's tables: from the answers of `/info` that
/// were sent to it, not from the venue's state.
///
/// It survives a lost connection, since these answers come by other ways. But a process that died takes its
/// knowledge with it, and the exchange does not see whether who comes back is the same: if `meta` was asked in
/// between, it may be a new process, whose terms to compare with are those of that answer.
struct VenueKnowledge: Sendable {
    /// Of an engine that is away: its gates are not asked.
    static let nothing = VenueKnowledge(answerMs: 0)

    private let answerMs: Int64
    private var terms = PossiblyHeld<TruthTerms>()
    private var caps = PossiblyHeld<Int64>()
    /// What terms are compared with: those of the process's first answer, of each process that it may be.
    private var starts: [TruthTerms] = []
    private var startsOfNew: [TruthTerms] = []
    private(set) var halt = GateOpinion.passes
    private(set) var parameterChange = GateOpinion.passes

    init(answerMs: Int64) {
        self.answerMs = answerMs
    }

    mutating func told(_ told: TruthTerms, atMs: Int64, isConnected: Bool) {
        if !isConnected {
            terms.mayBeForgotten(atMs: atMs)
            if !startsOfNew.contains(told) { startsOfNew.append(told) }
        }
        terms.told(told, atMs: atMs)
        judge()
    }

    mutating func told(capDollars: Int64?, atMs: Int64, isConnected: Bool) {
        if !isConnected { caps.mayBeForgotten(atMs: atMs) }
        caps.told(capDollars, atMs: atMs)
    }

    mutating func connected() {
        for start in startsOfNew where !starts.contains(start) { starts.append(start) }
        startsOfNew.removeAll()
        judge()
    }

    mutating func settle(atMs: Int64) {
        guard terms.isOpen || caps.isOpen else { return }
        terms.settle(atMs: atMs, boundMs: answerMs)
        caps.settle(atMs: atMs, boundMs: answerMs)
        judge()
    }

    var capsDollars: [Int64?] { caps.values }

    /// Asked at every frame, so they are judged only when something changed.
    private mutating func judge() {
        halt = GateOpinion(terms.values.map { $0?.isHalted == true ? .blocks : .passes })
        parameterChange = GateOpinion(
            starts.flatMap { start in
                terms.values.map { $0?.isAsAgreed(in: start) == false ? .blocks : .passes }
            })
    }
}
