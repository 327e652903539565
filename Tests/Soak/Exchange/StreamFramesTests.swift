import SoakExchange
import SoakMarket
import Testing

@Suite struct StreamFramesTests {
    private let frames = StreamFrames(coins: ["xyz:XYZ100", "xyz:TSLA"])

    private func text(_ update: MarketUpdate, market: Int = 1) -> String {
        var scratch = FrameScratch()
        frames.write(MarketEvent(atMs: 5, market: market, update: update), to: &scratch)
        return scratch.text
    }

    @Test func bboAsTheExchangeWritesIt() {
        let bbo = BestBidOffer(
            timeMs: 1_790_232_237_145, bid: BookLevel(pxE8: 37_895_000_000, szE8: 1_025_000_000, n: 3),
            ask: BookLevel(pxE8: 37_901_000_000, szE8: 510_000_000, n: 2))
        #expect(
            text(.bbo(bbo))
                == #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1790232237145,"bbo":[{"px":"378.95","sz":"10.25","n":3},{"px":"379.01","sz":"5.1","n":2}]}}"#
        )
    }

    @Test func missingSidesAreNull() {
        let level = BookLevel(pxE8: 3_120_000_000, szE8: 400_000_000, n: 1)
        #expect(
            text(.bbo(BestBidOffer(timeMs: 1, bid: nil, ask: level))).hasSuffix(
                #""bbo":[null,{"px":"31.2","sz":"4.0","n":1}]}}"#))
        #expect(
            text(.bbo(BestBidOffer(timeMs: 1, bid: level, ask: nil))).hasSuffix(
                #""bbo":[{"px":"31.2","sz":"4.0","n":1},null]}}"#))
        #expect(text(.bbo(BestBidOffer(timeMs: 1, bid: nil, ask: nil))).hasSuffix(#""bbo":[null,null]}}"#))
    }

    @Test func contextAsTheExchangeWritesIt() {
        var context = AssetContext(
            fundingE10: -68_725, openInterestE10: 875_636_540_000_000, prevDayPxE8: 43_133_000_000,
            dayNtlVlmE10: 50_382_458_358_530_000, oraclePxE8: 43_395_000_000, markPxE8: 43_364_000_000,
            dayBaseVlmE10: 116_400_420_000_000,
            book: BookContext(
                premiumE10: -7_304_989, midPxE8: 43_363_500_000, impactBidPxE8: 43_357_700_000,
                impactAskPxE8: 43_368_900_000))
        #expect(
            text(.ctx(context))
                == #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"funding":"-0.0000068725","openInterest":"87563.654","prevDayPx":"431.33","dayNtlVlm":"5038245.835853","premium":"-0.0007304989","oraclePx":"433.95","markPx":"433.64","midPx":"433.635","impactPxs":["433.577","433.689"],"dayBaseVlm":"11640.042"}}}"#
        )
        context.book = nil
        #expect(
            text(.ctx(context)).contains(
                #""premium":null,"oraclePx":"433.95","markPx":"433.64","midPx":null,"impactPxs":null,"dayBaseVlm""#
            ))
    }

    @Test func headersFitTheLength() {
        var scratch = FrameScratch()
        for length in [0, 1, 125, 126, 127, 255, 256, 1_000, 4_096] {
            scratch.begin()
            for _ in 0..<length { scratch.append("x") }
            let frame = Array(scratch.finished())
            #expect(frame[0] == 0x81)
            if length < 126 {
                #expect(frame[1] == UInt8(length))
                #expect(frame.count == 2 + length)
            } else {
                #expect(frame[1] == 126)
                #expect(Int(frame[2]) << 8 | Int(frame[3]) == length)
                #expect(frame.count == 4 + length)
            }
        }
    }

    /// Against the slow way: pad, cut, strip.
    @Test func decimalsAreCanonical() {
        var random = SeededRandom(seed: 3)
        var scratch = FrameScratch()
        for _ in 0..<5_000 {
            let scale = [0, 2, 8, 10][Int(random.next() % 4)]
            let number = Int64(bitPattern: random.next()) >> Int64(random.next() % 64)
            scratch.begin()
            scratch.append(decimal: number, scale: scale)
            let digits = String(number.magnitude)
            let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
            var fraction = String(padded.suffix(scale))
            while fraction.hasSuffix("0") { fraction.removeLast() }
            let expected =
                (number < 0 ? "-" : "") + padded.dropLast(scale) + "." + (fraction.isEmpty ? "0" : fraction)
            #expect(scratch.text == expected)
            scratch.begin()
            scratch.append(integer: number)
            #expect(scratch.text == String(number))
        }
        scratch.begin()
        scratch.append(integer: .min)
        #expect(scratch.text == String(Int64.min))
    }
}
