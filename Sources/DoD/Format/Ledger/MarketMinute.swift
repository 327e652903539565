/// One market in one minute.
package struct MarketMinute: Hashable, Sendable {
    package var market: MarketKey
    /// Arrivals of bbo and activeAssetCtx; bbo with a side missing.
    package var bbo: Int64
    package var ctx: Int64
    package var bboNull: Int64
    /// How long the book had both sides while connected.
    package var twoSidedMS: Int64
    package var silenceMSMax: Int64
    package var oracleChanges: Int64
    package var crossesBuy: Int64
    package var crossesSell: Int64
    package var signals: Int64
    package var followupsDue: Int64
    package var followupsTaken: Int64
    package var followupsMissed: Int64
    package var followupsInterrupted: Int64
    /// By gate; only gates that blocked.
    package var blocked: [NamedCount]
    /// How long each gate blocked, in ms; nil in lines of an engine that did not measure it.
    package var blockedMS: [NamedCount]?
    /// Unpacked at each look.
    var distributions = Distributions.unpacked(MinuteHistograms())

    package var ctxAgeMS: LogHistogram {
        get { distributions.all.ctxAgeMS }
        set { distributions.all.ctxAgeMS = newValue }
    }
    package var bboAgeMS: LogHistogram {
        get { distributions.all.bboAgeMS }
        set { distributions.all.bboAgeMS = newValue }
    }
    package var intervalMS: LogHistogram {
        get { distributions.all.intervalMS }
        set { distributions.all.intervalMS = newValue }
    }
    package var crossTicks: LogHistogram {
        get { distributions.all.crossTicks }
        set { distributions.all.crossTicks = newValue }
    }
    /// Adds all four to `sums`, which takes no memory of its own.
    package func addHistograms(to sums: inout MinuteHistograms) { distributions.add(to: &sums) }

    /// A market that saw nothing; set what it saw.
    package init(market: MarketKey) {
        self.market = market
        bbo = 0
        ctx = 0
        bboNull = 0
        twoSidedMS = 0
        silenceMSMax = 0
        oracleChanges = 0
        crossesBuy = 0
        crossesSell = 0
        signals = 0
        followupsDue = 0
        followupsTaken = 0
        followupsMissed = 0
        followupsInterrupted = 0
        blocked = []
    }
}
