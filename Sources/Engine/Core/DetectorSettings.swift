/// What decides whether a cross becomes a signal, checked once by whoever reads the config.
package struct DetectorSettings: Hashable, Sendable {
    package var fee: BasisPoints
    package var slippage: BasisPoints
    package var minimumEdge: BasisPoints
    /// The share of the best level's size that a signal suggests, 0.1 for a tenth.
    package var sizingAlpha: Fixed8
    /// In quote currency.
    package var maxNotional: Fixed8
    package var gates: GateLimits
    /// A follow-up that could be taken only later than this after it was due is missed: the market 5 s later
    /// is not the market a minute later.
    package var followupLatenessMaxMS: Int64

    package init(
        fee: BasisPoints = .whole(4), slippage: BasisPoints = .whole(2), minimumEdge: BasisPoints = .whole(5),
        sizingAlpha: Fixed8 = Fixed8(mantissa: Fixed8.unit / 10),
        maxNotional: Fixed8 = Fixed8(mantissa: 1_000 * Fixed8.unit), gates: GateLimits = GateLimits(),
        followupLatenessMaxMS: Int64 = 5_000
    ) {
        self.fee = fee
        self.slippage = slippage
        self.minimumEdge = minimumEdge
        self.sizingAlpha = sizingAlpha
        self.maxNotional = maxNotional
        self.gates = gates
        self.followupLatenessMaxMS = followupLatenessMaxMS
    }

    /// What the edge must reach.
    package var cost: BasisPoints { fee + slippage + minimumEdge }

    /// The value of `config` in the ledger's `start` line.
    package func write(to writer: inout LineWriter) {
        writer.open()
        writer.key("fee_bps")
        writer.decimal(fee.tenThousandths, scale: BasisPoints.scale)
        writer.key("slippage_bps")
        writer.decimal(slippage.tenThousandths, scale: BasisPoints.scale)
        writer.key("min_edge_bps")
        writer.decimal(minimumEdge.tenThousandths, scale: BasisPoints.scale)
        writer.key("sizing_alpha")
        writer.decimal(sizingAlpha.mantissa, scale: Fixed8.scale)
        writer.key("max_notional")
        writer.decimal(maxNotional.mantissa, scale: Fixed8.scale)
        writer.key("gates")
        gates.write(to: &writer)
        writer.close()
    }
}

/// The gates that are on, with their limits; nil or false turns one off.
package struct GateLimits: Hashable, Sendable {
    package var bboAgeMS: Int64?
    package var contextAgeMS: Int64?
    package var markDivergence: BasisPoints?
    package var spreadShock: SpreadShockLimits?
    package var timeRegression: Bool
    package var openInterestCap: Bool
    package var parameterChange: Bool
    package var halt: Bool

    package init(
        bboAgeMS: Int64? = nil, contextAgeMS: Int64? = nil, markDivergence: BasisPoints? = nil,
        spreadShock: SpreadShockLimits? = nil, timeRegression: Bool = false, openInterestCap: Bool = false,
        parameterChange: Bool = false, halt: Bool = false
    ) {
        self.bboAgeMS = bboAgeMS
        self.contextAgeMS = contextAgeMS
        self.markDivergence = markDivergence
        self.spreadShock = spreadShock
        self.timeRegression = timeRegression
        self.openInterestCap = openInterestCap
        self.parameterChange = parameterChange
        self.halt = halt
    }

    func write(to writer: inout LineWriter) {
        writer.open()
        if let bboAgeMS {
            writer.key("bbo_age_ms")
            writer.value(bboAgeMS)
        }
        if let contextAgeMS {
            writer.key("ctx_age_ms")
            writer.value(contextAgeMS)
        }
        if let markDivergence {
            writer.key("mark_divergence_bps")
            writer.decimal(markDivergence.tenThousandths, scale: BasisPoints.scale)
        }
        if let spreadShock {
            writer.key("spread_shock_ratio")
            writer.decimal(spreadShock.blocksAbove.mantissa, scale: Fixed8.scale)
        }
        // Without a limit of their own: there when they are on.
        for (gate, isOn) in [
            (GateName.timeRegression, timeRegression), (.openInterestCap, openInterestCap),
            (.parameterChange, parameterChange), (.halt, halt),
        ] where isOn {
            writer.key(named: gate.name)
            writer.value(true)
        }
        writer.close()
    }
}

/// Ratios of the spread to its moving mean: above the lower one the suggested size is a fifth, above the
/// higher one the signal is blocked.
package struct SpreadShockLimits: Hashable, Sendable {
    package let shrinksAbove: Fixed8
    package let blocksAbove: Fixed8

    /// `spread_shock_ratio` is where it blocks (6.0 as deployed); half of it is where the size shrinks.
    package init(blocksAbove: Fixed8) {
        self.blocksAbove = blocksAbove
        self.shrinksAbove = Fixed8(mantissa: blocksAbove.mantissa / 2)
    }
}
