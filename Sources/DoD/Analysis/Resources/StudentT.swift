/// Quantiles of Student's t distribution, from the printed table.
enum StudentT {
    private static let table: [Double] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
        2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048,
        2.045, 2.042,
    ]

    /// The bound of a two-sided 95 % interval. Beyond the table slightly too large, never too small.
    static func quantile975(_ freedom: Int) -> Double {
        freedom <= table.count ? table[max(freedom, 1) - 1] : 1.96 + 2.5 / Double(freedom)
    }
}
