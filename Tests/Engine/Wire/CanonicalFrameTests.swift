import EngineCore
import EngineWire
import Testing

/// The short cut for frames in the venue's own spelling says what the general parser says, or says nothing.
@Suite final class CanonicalFrameTests {
    private let decoder = VenueDecoder(
        markets: ["xyz:TSLA", "xyz:A", "xyz:BRK/B"].enumerated().map {
            Market(dex: "xyz", index: $0.offset, coin: $0.element, sizeDecimals: 2, maxLeverage: 10)
        })

    private static let frames = [
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1790232237145,"bbo":[{"px":"378.95","sz":"10.25","n":3},{"px":"379.01","sz":"5.1","n":2}]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:A","time":0,"bbo":[null,{"px":"31.2","sz":"4.0","n":1}]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:BRK/B","time":1790232237145,"bbo":[{"px":"0.00000001","sz":"92233720368.54775807","n":10},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1790232237145,"bbo":[null,null]}}"#,
        #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"funding":"-0.0000068725","openInterest":"87563.654","prevDayPx":"431.33","dayNtlVlm":"5038245.83519","premium":"-0.0007304989","oraclePx":"433.95","markPx":"433.64","midPx":"433.635","impactPxs":["433.577","433.689"],"dayBaseVlm":"11640.042"}}}"#,
        #"{"channel":"activeAssetCtx","data":{"coin":"xyz:A","ctx":{"funding":"0.0","openInterest":"0.0","prevDayPx":"431.33","dayNtlVlm":"0.0","premium":null,"oraclePx":"433.95","markPx":"0.0","midPx":null,"impactPxs":null,"dayBaseVlm":"0.0"}}}"#,
    ]

    /// Without this the rest would hold of a short cut that is never taken.
    @Test(arguments: frames)
    func theVenuesSpellingIsTaken(text: String) {
        #expect(isCanonical(Array(text.utf8)))
        #expect(!isCanonical(Array((text + " ").utf8)))
        #expect(!isCanonical(Array((" " + text).utf8)))
        expectSame(Array(text.utf8))
    }

    @Test(arguments: [
        #"{"channel":"pong"}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":01,"bbo":[null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":-1,"bbo":[null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:\u0054SLA","time":1,"bbo":[null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1,"bbo":[null,null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":9999999999999999999,"bbo":[null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1,"bbo":[{"px":"1e3","sz":"1.0","n":1},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1,"bbo":[{"sz":"1.0","px":"1.0","n":1},null]}}"#,
    ])
    func anotherSpellingIsLeftToTheParser(text: String) {
        #expect(!isCanonical(Array(text.utf8)))
        expectSame(Array(text.utf8))
    }

    /// Numbers that can't be taken are refused by both in the same words.
    @Test(arguments: [
        "-1.0", "1.", ".5", "00.1", "1.123456789", "99999999999999", "1.2.3", "0.0", "--", "007",
    ])
    func badNumbersAreRefusedAlike(number: String) {
        for key in ["px", "sz"] {
            let other = key == "px" ? #""sz":"1.0""# : #""sz":"\#(number)""#
            let price = key == "px" ? number : "1.0"
            let text =
                #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1,"bbo":[{"px":"\#(price)",\#(other),"n":1},null]}}"#
            #expect(isCanonical(Array(text.utf8)))
            expectSame(Array(text.utf8))
        }
    }

    /// Twenty thousand frames, each with one to three small things changed.
    @Test func mutatedFramesMeanTheSame() {
        var random = SeededBits(state: 0x5eed)
        var (canonical, changed) = (0, 0)
        for number in 0..<20_000 {
            let original = Array(Self.frames[number % Self.frames.count].utf8)
            var bytes = original
            for _ in 0...random.below(3) { mutate(&bytes, &random) }
            if isCanonical(bytes) { canonical += 1 }
            if bytes != original { changed += 1 }
            expectSame(bytes)
        }
        #expect(changed > 19_000)
        #expect(canonical > 1_000, "too few that take the short cut: \(canonical)")
    }

    @Test(arguments: frames)
    func everyCutMeansTheSame(text: String) {
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count { expectSame(Array(bytes[..<length])) }
    }

    private func isCanonical(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { VenueDecoder.isCanonical($0) }
    }

    private func expectSame(_ bytes: [UInt8]) {
        let (short, general) = bytes.withUnsafeBytes { (decoder.decode($0), decoder.decodeGeneral($0)) }
        if short != general {
            Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(short) is not \(general)")
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededBits) {
        let likely = Array(#"0123456789.-"\,:{}[]nul eE+"#.utf8)
        let at = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes[at] = likely[random.below(likely.count)]
        case 1: bytes[at] ^= UInt8(1 << random.below(8))
        case 2: bytes.remove(at: at)
        case 3: bytes.insert(likely[random.below(likely.count)], at: at)
        case 4:
            // Another digit where one stands: what is still well-formed must mean the same too.
            let digits = bytes.indices.filter { bytes[$0] >= 48 && bytes[$0] <= 57 }
            if !digits.isEmpty { bytes[digits[random.below(digits.count)]] = UInt8(48 + random.below(10)) }
        default:
            let end = min(bytes.count, at + 1 + random.below(12))
            bytes.insert(contentsOf: Array(bytes[at..<end]), at: random.below(bytes.count))
        }
    }
}

/// SplitMix64.
private struct SeededBits {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
