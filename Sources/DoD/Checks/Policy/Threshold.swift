/// A number of the policy. Its raw value is the key in the TOML file: section and name.
package enum Threshold: String, CaseIterable, Hashable, Sendable {
    // Whole runs
    case durationHoursMin = "duration.hours_min"
    case coverageMarketMinutesPercentMin = "coverage.market_minutes_percent_min"
    case coverageGapMinutesMax = "coverage.gap_minutes_max"
    case coverageConnectedSecondsMin = "coverage.connected_seconds_min"
    case coverageContextsMin = "coverage.ctx_min"
    case selfRecoveryOperatorActionsMax = "self-recovery.operator_actions_max"
    case selfRecoveryUnexplainedRestartsMax = "self-recovery.unexplained_restarts_max"
    // The US session
    case usSessionsMin = "us-session.sessions_min"
    case usSessionMinutesPercentMin = "us-session.minutes_percent_min"
    case usSessionMarketsPercentMin = "us-session.markets_percent_min"
    case usSessionSlotMinutes = "us-session.slot_minutes"
    case usSessionSlotsAlivePercentMin = "us-session.slots_alive_percent_min"
    // Nothing lost
    case ambiguousPercentMax = "completeness.ambiguous_percent_max"
    case inFlightPercentMax = "completeness.in_flight_percent_max"
    case floorSignals = "floors.signals_min"
    case floorMarkets = "floors.markets_min"
    case floorSides = "floors.sides_min"
    case floorGateBlocks = "floors.gate_blocks_min"
    // Limits
    case messagesPerMinuteMax = "rate-limits.messages_per_minute_max"
    case postsInFlightMax = "rate-limits.posts_in_flight_max"
    case reconnectsPerMinuteMax = "rate-limits.reconnects_per_minute_max"
    case unexplainedErrorsMax = "errors.unexplained_max"
    /// How long after a fault was lifted the engine may still speak of it: in its own time, and what a process
    /// and a disk need in real time, whatever the clock's rate.
    case errorsRecoverySeconds = "errors.recovery_seconds"
    case errorsRecoveryRealSeconds = "errors.recovery_real_seconds"
    // Resources
    case memoryLimitMegabytes = "resources.memory_limit_mb"
    case openFilesLimit = "resources.open_files_limit"
    case growthPercentMax = "resources.growth_percent_max"
    /// Hours of a process after its warm-up that a slope needs.
    case growthHoursMin = "resources.hours_min"
    case growthWarmUpMinutes = "resources.warm_up_minutes"
    /// Minutes of which each point of a slope is the mean.
    case growthPointMinutes = "resources.point_minutes"
    case growthDays = "resources.growth_days"
    case logMegabytesPerDayMax = "resources.log_mb_per_day_max"

    /// Which way is looser than the default.
    enum Looser { case lower, higher, different }

    var looser: Looser {
        switch self {
        case .usSessionSlotMinutes, .growthWarmUpMinutes, .growthPointMinutes: .different
        default: rawValue.hasSuffix("_min") ? .lower : .higher
        }
    }

    /// Of the policy `phase-a`, in hundredths.
    var phaseA: Int64 {
        switch self {
        case .durationHoursMin: 24_00
        case .coverageMarketMinutesPercentMin: 99_50
        case .coverageGapMinutesMax: 5_00
        case .coverageConnectedSecondsMin: 45_00
        case .coverageContextsMin: 30_00
        case .selfRecoveryOperatorActionsMax: 0
        case .selfRecoveryUnexplainedRestartsMax: 0
        case .usSessionsMin: 1_00
        case .usSessionMinutesPercentMin: 99_00
        case .usSessionMarketsPercentMin: 90_00
        case .usSessionSlotMinutes: 5_00
        case .usSessionSlotsAlivePercentMin: 95_00
        case .ambiguousPercentMax: 2_00
        case .inFlightPercentMax: 20
        case .floorSignals: 100_000_00
        case .floorMarkets: 20_00
        case .floorSides: 2_00
        case .floorGateBlocks: 30_00
        case .messagesPerMinuteMax: 2_000_00
        case .postsInFlightMax: 100_00
        case .reconnectsPerMinuteMax: 29_00
        case .unexplainedErrorsMax: 0
        case .errorsRecoverySeconds: 60_00
        case .errorsRecoveryRealSeconds: 5_00
        case .memoryLimitMegabytes: 512_00
        case .openFilesLimit: 1_024_00
        case .growthPercentMax: 20_00
        case .growthHoursMin: 12_00
        case .growthWarmUpMinutes: 60_00
        case .growthPointMinutes: 60_00
        case .growthDays: 30_00
        case .logMegabytesPerDayMax: 100_00
        }
    }
}
