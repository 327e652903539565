/// The patience and the manners of the feed. Durations are milliseconds of the engine's clock.
package struct FeedSettings: Hashable, Sendable {
    /// Seeds the jitter of the back-off, so that a rehearsal repeats.
    package var seed: UInt64 = 0
    package var connectTimeoutMS: Int64 = 10_000
    package var acknowledgementTimeoutMS: Int64 = 10_000
    package var pingIntervalMS: Int64 = 30_000
    package var pongTimeoutMS: Int64 = 10_000
    /// Contexts come once a second a market, so a socket that says nothing for this long is dead.
    package var muteAfterMS: Int64 = 15_000
    /// The same for one market while the others speak.
    package var marketMuteAfterMS: Int64 = 20_000
    package var backoffFirstMS: Int64 = 1_000
    package var backoffMaxMS: Int64 = 30_000
    package var closeTimeoutMS: Int64 = 2_000
    /// How often the venue's tables are asked for anew; 0 for never.
    package var metaPollMS: Int64 = 300_000

    package init() {}

    /// A file of roots (PEM) to trust instead of the system's; nil for the system's.
    package var caFile: String?

    /// Real time that the other side is given to react, however fast the clock runs: a process that answers
    /// in 20 ms must not look dead because they are 6 s of a clock at 300 times real time.
    package static let reactionMinRealMS: Int64 = 500
    /// The same for silence, which the clock of a rehearsal already bounds by what was really sent.
    package static let silenceMinRealMS: Int64 = 100

    /// The same settings with each patience at least as long as its real minimum lasts by this clock.
    package func patient(virtualMSPerRealSecond: Int64) -> FeedSettings {
        let reaction = virtualMSPerRealSecond * FeedSettings.reactionMinRealMS / 1_000
        let silence = virtualMSPerRealSecond * FeedSettings.silenceMinRealMS / 1_000
        var settings = self
        settings.connectTimeoutMS = max(connectTimeoutMS, reaction)
        settings.acknowledgementTimeoutMS = max(acknowledgementTimeoutMS, reaction)
        settings.pongTimeoutMS = max(pongTimeoutMS, reaction)
        settings.closeTimeoutMS = max(closeTimeoutMS, reaction)
        settings.muteAfterMS = max(muteAfterMS, silence)
        settings.marketMuteAfterMS = max(marketMuteAfterMS, silence)
        return settings
    }
}
