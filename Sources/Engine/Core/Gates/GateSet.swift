/// The gates that the config turned on. Asked at each update of a market.
struct GateSet: Sendable {
    let bboAge: BboAgeGate?
    let contextAge: ContextAgeGate?
    let markDivergence: MarkDivergenceGate?
    let spreadShock: SpreadShockGate?
    let timeRegression: TimeRegressionGate?
    let openInterestCap: OpenInterestCapGate?
    let parameterChange: ParameterChangeGate?
    let halt: HaltGate?

    init(_ limits: GateLimits) {
        bboAge = limits.bboAgeMS.map(BboAgeGate.init)
        contextAge = limits.contextAgeMS.map(ContextAgeGate.init)
        markDivergence = limits.markDivergence.map(MarkDivergenceGate.init)
        spreadShock = limits.spreadShock.map(SpreadShockGate.init)
        timeRegression = limits.timeRegression ? TimeRegressionGate() : nil
        openInterestCap = limits.openInterestCap ? OpenInterestCapGate() : nil
        parameterChange = limits.parameterChange ? ParameterChangeGate() : nil
        halt = limits.halt ? HaltGate() : nil
    }

    @inline(__always)
    func blocking(_ market: MarketState, nowMS: Int64) -> BlockingGates {
        var blocking: BlockingGates = []
        ask(bboAge, market, nowMS, &blocking)
        ask(contextAge, market, nowMS, &blocking)
        ask(markDivergence, market, nowMS, &blocking)
        ask(spreadShock, market, nowMS, &blocking)
        ask(timeRegression, market, nowMS, &blocking)
        ask(openInterestCap, market, nowMS, &blocking)
        ask(parameterChange, market, nowMS, &blocking)
        ask(halt, market, nowMS, &blocking)
        return blocking
    }

    @inline(__always)
    func shrinksSize(_ market: MarketState) -> Bool { spreadShock?.shrinks(market) ?? false }

    @inline(__always)
    private func ask<G: Gate>(
        _ gate: G?, _ market: MarketState, _ nowMS: Int64, _ blocking: inout BlockingGates
    ) {
        if let gate, gate.blocks(market, nowMS: nowMS) { blocking.insert(BlockingGates(G.name)) }
    }
}
