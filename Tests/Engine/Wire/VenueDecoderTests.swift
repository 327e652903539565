import EngineCore
import EngineWire
import Testing

let markets = ["TSLA", "NVDA", "QNT"].enumerated().map { index, name in
    Market(dex: "xyz", index: index, coin: "xyz:\(name)", sizeDecimals: 3, maxLeverage: 20)
}

func decode(_ text: String) -> VenueMessage { decode(bytes: Array(text.utf8)) }

func decode(bytes: [UInt8]) -> VenueMessage {
    let decoder = VenueDecoder(markets: markets)
    return bytes.withUnsafeBytes { decoder.decode($0) }
}

func level(_ price: String, _ size: String) throws -> Level {
    Level(price: try Price(price), size: try Size(size))
}

func isMalformed(_ message: VenueMessage) -> Bool {
    if case .malformed = message { true } else { false }
}

func isUnknown(_ message: VenueMessage) -> Bool {
    if case .unknown = message { true } else { false }
}

@Suite struct VenueDecoderTests {
    @Test func bbo() throws {
        let frame = """
            {"channel":"bbo","data":{"coin":"xyz:TSLA","time":1790232237145,"bbo":[{"px":"378.95","sz":"10.25","n":3},{"px":"379.01","sz":"5.1","n":2}]}}
            """
        #expect(
            decode(frame)
                == .bbo(
                    slot: 0, bid: try level("378.95", "10.25"), ask: try level("379.01", "5.1"),
                    blockTimeMS: 1_790_232_237_145))
    }

    /// The parser takes a word that begins with `n` for null until it has looked at the rest.
    @Test(arguments: ["nul1", "nil", "nullx", "n"])
    func wordsThatBeginLikeNullAreMalformed(word: String) {
        #expect(
            isMalformed(
                decode(
                    #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":1,"bbo":[\#(word),{"px":"1.0","sz":"1.0","n":1}]}}"#
                )))
        #expect(
            isMalformed(
                decode(
                    #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"oraclePx":\#(word),"markPx":"1.0"}}}"#
                )))
    }

    @Test func bboWithNullSides() throws {
        let ask = try level("31.2", "4.0")
        #expect(
            decode(
                """
                {"channel":"bbo","data":{"coin":"xyz:QNT","time":1790232237145,"bbo":[null,{"px":"31.2","sz":"4.0","n":1}]}}
                """) == .bbo(slot: 2, bid: nil, ask: ask, blockTimeMS: 1_790_232_237_145))
        #expect(
            decode(#"{"channel":"bbo","data":{"coin":"xyz:QNT","time":1,"bbo":[null,null]}}"#)
                == .bbo(slot: 2, bid: nil, ask: nil, blockTimeMS: 1))
    }

    @Test func context() throws {
        let frame = """
            {"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"funding":"-0.0000068725","openInterest":"87563.654","prevDayPx":"431.33","dayNtlVlm":"5038245.83519","premium":"-0.0007304989","oraclePx":"433.95","markPx":"433.64","midPx":"433.635","impactPxs":["433.577","433.689"],"dayBaseVlm":"11640.042"}}}
            """
        #expect(
            decode(frame)
                == .context(
                    slot: 0, oracle: try Price("433.95"), mark: try Price("433.64"),
                    openInterest: try Size("87563.654")))
    }

    /// The venue writes float noise there; the cap is compared with what it stands for. What can't be read is
    /// not known, and the prices beside it are.
    @Test(arguments: [
        ("\"153201237.9617999196\"", "153201237.96179991"), ("\"0.0000000099\"", "0.0"),
        ("153201237.9617999196", "153201237.96179991"), ("null", nil), ("\"\"", nil), ("\"-1.0\"", nil),
        ("\"1.123456789x\"", nil), ("\"99999999999999.0\"", nil), ("\"1e3\"", nil), ("[\"1.0\"]", nil),
        ("{}", nil), ("true", nil),
    ])
    func openInterest(written: String, expected: String?) throws {
        let frame =
            #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"openInterest":\#(written),"oraclePx":"1.0","markPx":"2.0"}}}"#
        #expect(
            decode(frame)
                == .context(
                    slot: 0, oracle: try Price("1.0"), mark: try Price("2.0"),
                    openInterest: try expected.map { try Size($0) }))
    }

    /// A placeholder before its opening: the trio is null, the volume full of float noise, and that is fine.
    @Test func contextWithNulls() throws {
        let frame = """
            {"channel":"activeAssetCtx","data":{"coin":"xyz:NVDA","ctx":{"funding":"0.0","openInterest":"0.0","prevDayPx":"1.0","dayNtlVlm":"153201237.9617999196","premium":null,"oraclePx":"221.5","markPx":"221.34","midPx":null,"impactPxs":null,"dayBaseVlm":"0.0"}}}
            """
        #expect(
            decode(frame)
                == .context(
                    slot: 1, oracle: try Price("221.5"), mark: try Price("221.34"), openInterest: .zero))
        let empty =
            #"{"channel":"activeAssetCtx","data":{"coin":"xyz:NVDA","ctx":{"oraclePx":null,"markPx":"0.0"}}}"#
        #expect(decode(empty) == .context(slot: 1, oracle: nil, mark: nil))
    }

    @Test func acknowledgements() {
        let normalised = """
            {"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"fast":false,"coin":"xyz:NVDA","type":"bbo"}}}
            """
        #expect(decode(normalised) == .subscribed(.bbo, slot: 1))
        #expect(
            decode(
                """
                {"channel":"subscriptionResponse","data":{"subscription":{"type":"activeAssetCtx","coin":"xyz:TSLA"},"method":"unsubscribe"}}
                """) == .unsubscribed(.context, slot: 0))
        #expect(
            isUnknown(
                decode(
                    """
                    {"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"type":"trades","coin":"xyz:TSLA"}}}
                    """)))
    }

    @Test func pongAndError() {
        #expect(decode(#"{"channel":"pong"}"#) == .pong)
        #expect(
            decode(
                #"{"channel":"error","data":"Already subscribed: {\"type\":\"bbo\",\"coin\":\"xyz:TSLA\"}"}"#)
                == .error(#"Already subscribed: {"type":"bbo","coin":"xyz:TSLA"}"#))
    }

    /// Nobody promised an order of keys, nor that there will be no others.
    @Test func keysInAnyOrderAndNewOnes() throws {
        let frame = """
            {"seq":{"a":[1,{"b":"]"}]},"data":{"new":[null,{}],"bbo":[{"n":3,"sz":"10.25","px":"378.95"},null],"time":5,"coin":"xyz:TSLA"},"channel":"bbo","x":1e3}
            """
        #expect(
            decode(frame) == .bbo(slot: 0, bid: try level("378.95", "10.25"), ask: nil, blockTimeMS: 5))
        let spaced =
            "{ \"channel\" : \"bbo\" , \"data\" : { \"coin\" : \"xyz:TSLA\" , \"bbo\" : [ null , null ] } } \n"
        #expect(decode(spaced) == .bbo(slot: 0, bid: nil, ask: nil, blockTimeMS: nil))
    }

    /// A number where a string should be still has its exact digits.
    @Test func bareNumbersKeepTheirDigits() throws {
        let frame =
            #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":90071992.54740993 ,"sz":1.1},null]}}"#
        #expect(
            decode(frame)
                == .bbo(slot: 0, bid: try level("90071992.54740993", "1.1"), ask: nil, blockTimeMS: nil))
    }

    @Test func unknownIsAValue() {
        #expect(decode(#"{"channel":"allMids","data":{"mids":{}}}"#) == .unknown("channel allMids"))
        #expect(isUnknown(decode(#"{"channel":"bbo","data":{"coin":"xyz:ZZZ","bbo":[null,null]}}"#)))
        #expect(isUnknown(decode(#"{"channel":"bbo","data":{"coin":"XYZ:TSLA","bbo":[null,null]}}"#)))
        #expect(
            isUnknown(
                decode(#"{"channel":"activeSpotAssetCtx","data":{"coin":"@107","ctx":{"markPx":"1.0"}}}"#)))
    }

    @Test(arguments: [
        "", "{", "}", "[]", "null", "\"text\"", "Websocket connection established.", "{\"channel\":}",
        #"{"channel":"bbo"}"#, #"{"data":{}}"#, #"{"channel":5,"data":{}}"#, #"{"channel":"pong"} x"#,
        #"{"channel":"bbo","data":null}"#, #"{"channel":"bbo","data":{"coin":"xyz:TSLA"}}"#,
        #"{"channel":"bbo","data":{"bbo":[null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[null,null,null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"1e3","sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":1e3,"sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"NaN","sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"-1.0","sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"0.0","sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"0.123456789","sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"99999999999999","sz":"1.0"},null]}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[true,null]}}"#,
        #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"markPx":"1.0"}}}"#,
        #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":null}}"#,
        #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"oraclePx":["1.0"]}}}"#,
        #"{"channel":"subscriptionResponse","data":{"method":"subscribe"}}"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[null,null]"#,
        #"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[null,null]}"#,
    ])
    func malformedIsAValue(text: String) { #expect(isMalformed(decode(text))) }

    @Test func aLevelWithoutSizeIsNoLevel() {
        #expect(
            decode(#"{"channel":"bbo","data":{"coin":"xyz:TSLA","bbo":[{"px":"1.0","sz":"0.0"},null]}}"#)
                == .bbo(slot: 0, bid: nil, ask: nil, blockTimeMS: nil))
    }

    @Test func badBytesAndTooManyOfThem() {
        #expect(isMalformed(decode(bytes: Array(#"{"channel":""#.utf8) + [0xff, 0xfe] + Array("\"}".utf8))))
        #expect(isMalformed(decode(bytes: [0, 0, 0, 0])))
        let long = [UInt8](repeating: UInt8(ascii: " "), count: VenueDecoder.messageBytesMax)
        #expect(decode(bytes: Array(#"{"channel":"pong"}"#.utf8) + long).isTooLong)
        let fits = [UInt8](repeating: UInt8(ascii: " "), count: VenueDecoder.messageBytesMax - 18)
        #expect(decode(bytes: Array(#"{"channel":"pong"}"#.utf8) + fits) == .pong)
    }

    /// Any cut and any changed byte of a frame gives some value, and one decoder goes on after it.
    @Test func survivesEveryCutAndManyFlips() throws {
        let frame = Array(
            """
            {"channel":"bbo","data":{"coin":"xyz:TSLA","time":1790232237145,"bbo":[{"px":"378.95","sz":"10.25","n":3},{"px":"379.01","sz":"5.1","n":2}]}}
            """.utf8)
        let decoder = VenueDecoder(markets: markets)
        let whole = frame.withUnsafeBytes { decoder.decode($0) }
        for length in 0..<frame.count {
            let cut = Array(frame[..<length]).withUnsafeBytes { decoder.decode($0) }
            #expect(isMalformed(cut))
        }
        var different = 0
        for at in frame.indices {
            for bit in 0..<8 {
                var flipped = frame
                flipped[at] ^= UInt8(1 << bit)
                if flipped.withUnsafeBytes({ decoder.decode($0) }) != whole { different += 1 }
            }
        }
        #expect(different > frame.count * 4)
        #expect(frame.withUnsafeBytes { decoder.decode($0) } == whole)
    }

    /// Each of many coins is found, whatever their hashes do.
    @Test func findsEveryCoin() {
        let many = (0..<500).map {
            Market(dex: "xyz", index: $0, coin: "xyz:C\($0)", sizeDecimals: 1, maxLeverage: 5)
        }
        let decoder = VenueDecoder(markets: many)
        for (slot, market) in many.enumerated() {
            let frame = Array(#"{"channel":"bbo","data":{"coin":"\#(market.coin)","bbo":[null,null]}}"#.utf8)
            #expect(
                frame.withUnsafeBytes { decoder.decode($0) }
                    == .bbo(slot: slot, bid: nil, ask: nil, blockTimeMS: nil))
        }
    }
}

extension VenueMessage {
    var isTooLong: Bool {
        if case .malformed(let text) = self { text.hasPrefix("the frame is too long") } else { false }
    }
}
