import SoakMarket
package import SoakTruth

/// Everything that a synthetic exchange is told before it starts. Virtual times are ms since the epoch.
package struct ExchangeConfiguration: Sendable {
    package struct TLS: Sendable {
        package var certificatePath: String
        package var keyPath: String

        package init(certificatePath: String, keyPath: String) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
        }
    }

    package static let speedMax = 10_000.0

    package var host = "127.0.0.1"
    /// 0: any that is free.
    package var port = 0
    package var seed: UInt64 = 1
    /// Virtual seconds per real second.
    package var speed = 300.0
    package var startMs: Int64
    package var markets = 32
    package var delistedCoins: [String] = []
    package var clockPath: String
    /// Where the truth goes; nil: none is kept.
    package var truthDirectory: String?
    package var tls: TLS?
    /// Where to listen for orders, a path of a socket that must not be there yet; nil: nobody gives any.
    package var controlPath: String?
    /// Speak TLS with the certificates of this folder, one of which is right (`VenueCertificates`). Stands in place of
    /// `tls`.
    package var certificateFolder: String?
    /// Time waits for a client that falls behind.
    package var holdsForBacklog = true
    /// Time stands at the start until the first client asks for anything.
    package var waitsForClient = true
    /// How far the clock that its HTTP answers tell is ahead of this machine's, real ms.
    package var clockOffMs: Int64 = 0
    package var rules = SessionRules()
    package var policy = TruthPolicy()

    package init(startMs: Int64, clockPath: String) {
        self.startMs = startMs
        self.clockPath = clockPath
    }

    /// What the engine was told: limits of 0 are gates that are off.
    package mutating func setPolicy(
        costBps: Double, bboAgeMs: Int64, ctxAgeMs: Int64, markBps: Double, spreadRatio: Double
    ) {
        policy.costHundredths = Int64((costBps * 100).rounded())
        policy.bboAgeMs = bboAgeMs > 0 ? bboAgeMs : nil
        policy.ctxAgeMs = ctxAgeMs > 0 ? ctxAgeMs : nil
        policy.markDivergenceHundredths = markBps > 0 ? Int64((markBps * 100).rounded()) : nil
        policy.spreadShockRatio = spreadRatio > 0 ? spreadRatio : nil
    }

    /// The engine's gates that have no limit of their own.
    package mutating func setPlainGates(
        timeRegression: Bool, openInterestCap: Bool, parameterChange: Bool, halt: Bool
    ) {
        policy.timeRegression = timeRegression
        policy.openInterestCap = openInterestCap
        policy.parameterChange = parameterChange
        policy.halt = halt
    }

    /// How far an honest engine's stamps may be from ours: it grows with the speed, since what differs is
    /// real time (20 ms, where a hold begins at 5), and has a floor for speeds near 1.
    package var tolerances: TruthTolerances {
        TruthTolerances(
            ageMs: max(Self.ageToleranceFloorMs, Int64(Self.deliveryRealMs * speed)),
            answerMs: Int64((Self.answerRealMs * speed).rounded(.up)))
    }

    /// Within so much real time an engine has seen what was sent to it, unless it is made to fall behind.
    static let deliveryRealMs = 20.0
    /// The same for an answer of `/info` and what follows from it: another socket, read when it suits.
    private static let answerRealMs = 200.0
    private static let ageToleranceFloorMs: Int64 = 250

    /// Throws `.usage` with one line for the first thing that can't be.
    package func validate() throws(ExchangeError) {
        guard speed >= 0.01, speed <= Self.speedMax else {
            throw .usage("--speed \(speed): give 0.01 to \(Int(Self.speedMax)) times real time")
        }
        let listed = MarketTable.all.count
        guard (1...listed).contains(markets) else {
            throw .usage("--markets \(markets): give 1 to \(listed)")
        }
        let coins = MarketTable.all.prefix(markets).map(\.coin)
        for coin in delistedCoins where !coins.contains(coin) {
            throw .usage("--delist \(coin): not one of the \(markets) markets (\(coins[0]), …)")
        }
        guard (0...65_535).contains(port) else {
            throw .usage("--port \(port): give 0 (any free one) to 65535")
        }
    }
}
