import SoakExchange
import Testing

@Suite struct ClockLeashTests {
    private let ms: Int64 = 1_000_000

    @Test func standsAtTheOriginUntilItIsStarted() {
        var leash = ClockLeash(originNs: 1_000 * ms, rate: 300, realNs: 0)
        #expect(leash.nowNs(realNs: 999_000 * ms) == 1_000 * ms)
        leash.sent(upToNs: 1_000 * ms, realNs: 5 * ms)
        #expect(leash.nowNs(realNs: 999_000 * ms) == 1_000 * ms, "sending does not start it")
        leash.start(realNs: 50 * ms)
        #expect(leash.nowNs(realNs: 51 * ms) == 1_300 * ms)
        #expect(leash.heldNs(realNs: 51 * ms) == 0, "waiting for the first client is no hold")
    }

    @Test func neverRunsPastTheLeash() {
        var leash = ClockLeash(originNs: 0, rate: 300, realNs: 0)
        leash.start(realNs: 0)
        #expect(leash.limitNs == 5 * 300 * ms)
        #expect(leash.nowNs(realNs: 5 * ms) == 1_500 * ms)
        #expect(leash.nowNs(realNs: 500 * ms) == 1_500 * ms)
        #expect(leash.heldNs(realNs: 500 * ms) == 495 * ms)
    }

    @Test func goesOnFromWhereItStood() {
        var leash = ClockLeash(originNs: 0, rate: 300, realNs: 0)
        leash.start(realNs: 0)
        // Nothing is sent for 500 ms; then the sender catches up with where time stands.
        leash.sent(upToNs: 1_500 * ms, realNs: 500 * ms)
        #expect(leash.nowNs(realNs: 500 * ms) == 1_500 * ms, "no jump")
        #expect(leash.nowNs(realNs: 501 * ms) == 1_800 * ms)
        #expect(leash.limitNs == 3_000 * ms)
        #expect(leash.heldNs(realNs: 501 * ms) == 495 * ms)
    }

    @Test func runsAtItsRateWhileTheSenderKeepsUp() {
        var leash = ClockLeash(originNs: 0, rate: 300, realNs: 0)
        leash.start(realNs: 0)
        for step in 1...1000 {
            let real = Int64(step) * ms
            leash.sent(upToNs: leash.nowNs(realNs: real), realNs: real)
        }
        #expect(leash.nowNs(realNs: 1000 * ms) == 300_000 * ms)
        #expect(leash.heldNs(realNs: 1000 * ms) == 0)
    }

    /// Whatever the sender's rhythm: time never falls, never jumps, and real time is either run or held.
    @Test(arguments: [1.0, 10, 300, 7_000]) func losesNoTime(rate: Double) {
        var random = SeededRandom(seed: 99)
        var leash = ClockLeash(originNs: 77, rate: rate, realNs: 1_000)
        leash.start(realNs: 1_000)
        var real: Int64 = 1_000
        var last = leash.nowNs(realNs: real)
        for _ in 0..<2_000 {
            let step = Int64(random.next() % 12_000_000)
            real += step
            let now = leash.nowNs(realNs: real)
            #expect(now >= last)
            #expect(Double(now - last) <= Double(step) * rate + 2)
            if random.next() % 4 != 0 {
                leash.sent(upToNs: now, realNs: real)
                #expect(abs(leash.nowNs(realNs: real) - now) <= 1)
            }
            last = leash.nowNs(realNs: real)
        }
        let ran = Double(last - 77) / rate
        let held = Double(leash.heldNs(realNs: real))
        #expect(abs(ran + held - Double(real - 1_000)) < 10_000)
    }
}

/// A small seeded generator: the tests give the same numbers each time.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
