/// The gates' comparisons, each at its limit less and plus the tolerance.
struct GateLimits: Sendable {
    private let policy: TruthPolicy
    private let ageToleranceMs: Int64
    private let percent: Int64

    init(_ policy: TruthPolicy, ageToleranceMs: Int64, ratioPercent: Int64) {
        self.policy = policy
        self.ageToleranceMs = ageToleranceMs
        self.percent = ratioPercent
    }

    func bboAge(_ ageMs: Int64) -> GateOpinion { age(ageMs, limitMs: policy.bboAgeMs) }
    func ctxAge(_ ageMs: Int64) -> GateOpinion { age(ageMs, limitMs: policy.ctxAgeMs) }

    private func age(_ ageMs: Int64, limitMs: Int64?) -> GateOpinion {
        guard let limitMs else { return .passes }
        return GateOpinion(
            blocksAtLower: ageMs > limitMs - ageToleranceMs, blocksAtHigher: ageMs > limitMs + ageToleranceMs)
    }

    /// `|mark - mid| / mid` against the limit, with twice the mid so that a half tick stays whole.
    func markDivergence(markPxE8: Int64, bidPxE8: Int64, askPxE8: Int64) -> GateOpinion {
        guard let limit = policy.markDivergenceHundredths else { return .passes }
        let twiceMid = Int128(bidPxE8) + Int128(askPxE8)
        let distance = (2 * Int128(markPxE8) - twiceMid).magnitude * 100_000_000
        let unit = twiceMid.magnitude * UInt128(limit.magnitude)
        return GateOpinion(
            blocksAtLower: distance > unit * UInt128((100 - percent).magnitude),
            blocksAtHigher: distance > unit * UInt128((100 + percent).magnitude))
    }

    /// An engine counts in 1e-8 exactly, so a known cap leaves no doubt.
    func openInterestCap(openInterestE8: Int64?, markPxE8: Int64, _ knowledge: VenueKnowledge) -> GateOpinion
    {
        guard policy.openInterestCap, let openInterestE8 else { return .passes }
        let notionalE16 = Int128(openInterestE8) * Int128(markPxE8)
        return GateOpinion(
            knowledge.capsDollars.map { cap -> GateOpinion in
                guard let cap else { return .passes }
                return notionalE16 >= Int128(cap) * 10_000_000_000_000_000 ? .blocks : .passes
            })
    }

    func timeRegression(_ hasGoneBack: Bool) -> GateOpinion {
        policy.timeRegression && hasGoneBack ? .blocks : .passes
    }

    func parameterChange(_ knowledge: VenueKnowledge) -> GateOpinion {
        policy.parameterChange ? knowledge.parameterChange : .passes
    }

    func halt(_ knowledge: VenueKnowledge) -> GateOpinion { policy.halt ? knowledge.halt : .passes }

    func spreadShock(spreadE8: Int64, average: SpreadAverage?) -> GateOpinion {
        guard let ratio = policy.spreadShockRatio, let average else { return .passes }
        let slack = Double(percent) / 100
        return GateOpinion(
            blocksAtLower: Double(spreadE8) > ratio * (1 - slack) * average.low,
            blocksAtHigher: !average.mayBeMissing && Double(spreadE8) > ratio * (1 + slack) * average.high)
    }
}
