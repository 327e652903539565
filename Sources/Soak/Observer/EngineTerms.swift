package import SoakTruth
import TOMLKit

/// What the engine of a run was told, as the truth needs it: read from the file that the runner gives it, not from
/// what the engine says of itself.
package enum EngineTerms {
    package struct Flaw: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// The deployed values, which hold for every key that a config leaves out.
    package static var deployed: TruthPolicy {
        var policy = TruthPolicy()
        policy.costHundredths = 1_100
        policy.bboAgeMs = 2_000
        policy.ctxAgeMs = 8_000
        policy.markDivergenceHundredths = 5_000
        policy.spreadShockRatio = 6
        return policy
    }

    /// `text`: an engine's TOML. Only its costs and gates are looked at.
    package static func policy(of text: String) throws(Flaw) -> TruthPolicy {
        let table: TOMLTable
        do { table = try TOMLTable(string: text) } catch { throw Flaw(description: "no TOML: \(error)") }
        var policy = deployed
        let risk = table["risk"]?.table
        let detector = table["detector"]?.table
        let costs = [("taker_fee_bps", 4.0), ("slippage_bps", 2.0), ("min_edge_bps", 5.0)]
        let cost = costs.reduce(0.0) { $0 + (number(detector, $1.0) ?? $1.1) }
        policy.costHundredths = Int64((cost * 100).rounded())
        if let ms = number(risk, "bbo_age_ms") { policy.bboAgeMs = ms > 0 ? Int64(ms) : nil }
        if let ms = number(risk, "ctx_age_ms") { policy.ctxAgeMs = ms > 0 ? Int64(ms) : nil }
        if let bps = number(risk, "mark_divergence_bps") {
            policy.markDivergenceHundredths = bps > 0 ? Int64((bps * 100).rounded()) : nil
        }
        if let ratio = number(risk, "spread_shock_ratio") {
            policy.spreadShockRatio = ratio > 0 ? ratio : nil
        }
        policy.timeRegression = risk?["time_regression"]?.bool ?? true
        policy.openInterestCap = risk?["open_interest_cap"]?.bool ?? true
        policy.parameterChange = risk?["parameter_change"]?.bool ?? true
        policy.halt = risk?["halt"]?.bool ?? true
        return policy
    }

    /// Which dex the engine watches, and which roots it believes, where its config says so.
    package static func place(of text: String) -> (dex: String, caFile: String?) {
        let table = try? TOMLTable(string: text)
        return (table?["xyz_pattern"]?.string ?? "xyz", table?["websocket"]?.table?["ca_file"]?.string)
    }

    private static func number(_ table: TOMLTable?, _ key: String) -> Double? {
        guard let value = table?[key] else { return nil }
        return value.int.map(Double.init) ?? value.double
    }
}
