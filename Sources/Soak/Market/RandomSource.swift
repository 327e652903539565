/// Seeded random numbers: xoshiro256** (Blackman and Vigna, public domain), its state filled by splitmix64.
///
/// Integers only: every draw is the same on every machine. Not for secrets.
struct RandomSource {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// Sources of one seed and different streams are independent of each other.
    init(seed: UInt64, stream: UInt64) {
        var state = Self.mixed(seed) ^ Self.mixed(stream &+ 0x5851_F42D_4C95_7F2D)
        func fill() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            return Self.mixed(state)
        }
        s0 = fill()
        s1 = fill()
        s2 = fill()
        s3 = fill()
    }

    /// The finishing step of splitmix64: a hash of one number, for what must be looked up in any order.
    static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next() -> UInt64 {
        let product = s1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// 0 ..< bound, for bounds below 2^31 (the bias of the multiplication is below 2^-32 then).
    mutating func below(_ bound: Int64) -> Int64 {
        Int64(((next() >> 32) &* UInt64(bitPattern: bound)) >> 32)
    }

    /// low ... high
    mutating func between(_ low: Int64, _ high: Int64) -> Int64 { low + below(high - low + 1) }

    mutating func sign() -> Int64 { next() >> 63 == 0 ? 1 : -1 }

    /// Nearly normal, mean 0, standard deviation 1024: the number of ones among 64 bits, smoothed.
    mutating func normal() -> Int64 {
        let ones = Int64(next().nonzeroBitCount) - 32
        return ones * 256 + between(-128, 127)
    }

    /// Nearly exponential with this mean, in whole numbers, at most 26 means. A run of trials of chance 1/8
    /// is geometric, of mean 7; a uniform draw smooths it.
    mutating func exponential(mean: Int64) -> Int64 {
        var trials: Int64 = 0
        while trials < 128 {
            let successes = next() & next() & next()
            if successes != 0 {
                trials += Int64(successes.trailingZeroBitCount)
                break
            }
            trials += 64
        }
        return (trials * 1_024 + below(1_024)) * mean / 7_680
    }
}
