/// A `connection` line.
package struct ConnectionEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, CaseIterable, Sendable { case connected, subscribed, ready, lost }

    package var kind: Kind
    /// Counts from 1 in each process.
    package var connection: Int64
    /// Nil unless lost: expired, inactive, closed, refused, stalled, error, shutdown.
    package var cause: String?
    package var detail: String?

    package init(_ kind: Kind, connection: Int64, cause: String? = nil, detail: String? = nil) {
        self.kind = kind
        self.connection = connection
        self.cause = cause
        self.detail = detail
    }
}

/// A `storage` line.
package struct StorageEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, CaseIterable, Sendable {
        case failing, spooling, recovered, drained, dropped, shrunk
    }

    package var kind: Kind
    package var operation: String?
    package var path: String?
    package var errno: Int64?
    package var records: Int64?
    package var bytes: Int64?

    package init(
        _ kind: Kind, operation: String? = nil, path: String? = nil, errno: Int64? = nil,
        records: Int64? = nil,
        bytes: Int64? = nil
    ) {
        self.kind = kind
        self.operation = operation
        self.path = path
        self.errno = errno
        self.records = records
        self.bytes = bytes
    }
}

/// A `gate` line: it starts to block a market, or stops.
package struct GateEvent: Hashable, Sendable {
    package var blocks: Bool
    package var gate: String
    package var market: MarketKey
    package var blockedMS: Int64
    /// What made it block, where the gate says so.
    package var detail: String?

    package init(blocks: Bool, gate: String, market: MarketKey, blockedMS: Int64, detail: String? = nil) {
        self.detail = detail
        self.blocks = blocks
        self.gate = gate
        self.market = market
        self.blockedMS = blockedMS
    }
}

/// A `universe` line.
package struct UniverseEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, CaseIterable, Sendable {
        case snapshot, listed, delisted, renamed, excluded
    }

    package var kind: Kind
    package var markets: [UniverseMarket]

    package init(_ kind: Kind, markets: [UniverseMarket]) {
        self.kind = kind
        self.markets = markets
    }
}

package struct UniverseMarket: Hashable, Sendable {
    package var market: MarketKey
    /// `xyz:TSLA`
    package var coin: String
    package var sizeDecimals: Int64
    package var isDelisted: Bool

    package init(market: MarketKey, coin: String, sizeDecimals: Int64, isDelisted: Bool) {
        self.market = market
        self.coin = coin
        self.sizeDecimals = sizeDecimals
        self.isDelisted = isDelisted
    }
}

/// A `clock` line: a step of the wall clock. The only place where time may fall.
package struct ClockStep: Hashable, Sendable {
    package var fromMS: Int64
    package var toMS: Int64

    package init(fromMS: Int64, toMS: Int64) {
        self.fromMS = fromMS
        self.toMS = toMS
    }
}
