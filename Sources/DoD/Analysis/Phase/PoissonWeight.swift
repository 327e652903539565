import DoDFormat

/// Draws from a Poisson distribution of mean 1, made from a hash by integers alone: the same on any machine.
enum PoissonWeight {
    /// The probability of at most k, in parts of 2^64.
    private static let cumulative: [UInt64] = [
        0x5e2d_58d8_b3bc_df1a, 0xbc5a_b1b1_6779_be35, 0xeb71_5e1d_c158_2dc2, 0xfb23_9797_34a2_52f1,
        0xff10_25f5_9174_dc3d, 0xffd9_0f3b_a405_5e19, 0xfffa_8b71_fc72_c913, 0xffff_540c_0914_b3c9,
        0xffff_ed1f_4aa8_f120, 0xffff_fe21_6e64_1462, 0xffff_ffd4_d85d_3183, 0xffff_fffc_6da2_62b4,
    ]

    /// Of one block in one replicate.
    static func weight(block: UInt64, replicate: Int) -> UInt8 {
        let draw = EpisodeHash.mix(EpisodeHash.mix(block) ^ UInt64(replicate))
        for (count, limit) in cumulative.enumerated() where draw < limit { return UInt8(count) }
        return UInt8(cumulative.count)
    }
}
