import EngineCore

extension EngineConfiguration {
    /// `[risk]` and `[detector]`: the defaults are the values of the deployed bot.
    static func detectorSettings(
        _ risk: ConfigurationTable, _ detector: ConfigurationTable
    ) throws(ConfigurationError) -> DetectorSettings {
        var settings = DetectorSettings()
        settings.fee = try bps(detector, "taker_fee_bps") ?? settings.fee
        settings.slippage = try bps(detector, "slippage_bps") ?? settings.slippage
        settings.minimumEdge = try bps(detector, "min_edge_bps") ?? settings.minimumEdge
        settings.sizingAlpha = try fixed(risk, "sizing_alpha") ?? settings.sizingAlpha
        settings.maxNotional = try fixed(risk, "max_notional") ?? settings.maxNotional
        let bboAge = try risk.integer("bbo_age_ms", 0...dayMs) ?? 2_000
        let contextAge = try risk.integer("ctx_age_ms", 0...dayMs) ?? 8_000
        let divergence = try bps(risk, "mark_divergence_bps") ?? .whole(50)
        let shock = try fixed(risk, "spread_shock_ratio") ?? Fixed8(mantissa: 6 * Fixed8.unit)
        settings.gates = GateLimits(
            bboAgeMS: bboAge == 0 ? nil : bboAge, contextAgeMS: contextAge == 0 ? nil : contextAge,
            markDivergence: divergence == .whole(0) ? nil : divergence,
            spreadShock: shock == .zero ? nil : SpreadShockLimits(blocksAbove: shock),
            timeRegression: try risk.flag("time_regression") ?? true,
            openInterestCap: try risk.flag("open_interest_cap") ?? true,
            parameterChange: try risk.flag("parameter_change") ?? true,
            halt: try risk.flag("halt") ?? true)
        try risk.finish()
        try detector.finish()
        return settings
    }

    private static func bps(_ table: ConfigurationTable, _ key: String) throws(ConfigurationError)
        -> BasisPoints?
    {
        guard let text = try table.decimal(key) else { return nil }
        do throws(DecimalError) {
            return try BasisPoints(text)
        } catch {
            throw table.error(
                "\(table.path(key)) = \(text) must be a number of bps from 0 with at most 4 decimals")
        }
    }

    private static func fixed(_ table: ConfigurationTable, _ key: String) throws(ConfigurationError)
        -> Fixed8?
    {
        guard let text = try table.decimal(key) else { return nil }
        do throws(DecimalError) {
            return try Fixed8(text)
        } catch {
            throw table.error("\(table.path(key)) = \(text) must be a number from 0 with at most 8 decimals")
        }
    }
}
