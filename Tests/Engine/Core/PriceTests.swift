import EngineCore
import Testing

@Suite struct PriceTests {
    @Test(arguments: [
        ("186.55", 18_655_000_000), ("3.0", 300_000_000), ("0.0", 0), ("29858.0", 2_985_800_000_000),
        ("0.00000001", 1), ("17", 1_700_000_000), ("153201237.96179991", 15_320_123_796_179_991),
        ("92233720368.54775807", Int64.max),
    ])
    func takesExactly(text: String, mantissa: Int64) throws {
        #expect(try Price(text).mantissa == mantissa)
    }

    @Test(arguments: [
        ("", DecimalError.empty), (".5", .malformed), ("5.", .malformed), ("1.2.3", .malformed),
        ("1e5", .malformed), ("1.0e-3", .malformed), ("NaN", .malformed), ("inf", .malformed),
        ("+1.0", .malformed), (" 1.0", .malformed), ("1.0 ", .malformed), ("01.0", .malformed),
        ("1,0", .malformed), ("0x10", .malformed), ("-1.0", .negative), ("-", .negative),
        ("0.000000001", .tooManyDecimals(limit: 8)), ("1.000000000", .tooManyDecimals(limit: 8)),
        ("92233720368.54775808", .tooLarge), ("99999999999999999999999999", .tooLarge),
        ("92233720369", .tooLarge),
    ])
    func refuses(text: String, error: DecimalError) {
        #expect(throws: error) { try Price(text) }
    }

    @Test func takesNegativesOnlyWhereAsked() throws {
        #expect(try Fixed8("-0.25", allowingNegative: true).mantissa == -25_000_000)
        #expect(throws: DecimalError.malformed) { try Fixed8("-", allowingNegative: true) }
        #expect(throws: DecimalError.malformed) { try Fixed8("--1", allowingNegative: true) }
    }

    @Test(arguments: ["186.55", "3.0", "0.0", "29858.0", "0.00000001", "92233720368.54775807", "0.1"])
    func writesWhatItRead(text: String) throws { #expect(try Price(text).description == text) }

    @Test func writesCanonically() throws {
        #expect(try Price("3").description == "3.0")
        #expect(try Price("186.55000000").description == "186.55")
        #expect(try Fixed8("-0.50", allowingNegative: true).description == "-0.5")
    }

    /// Short numbers take a shorter way, which must lead to the same number or the same refusal.
    @Test func theShortWayAndTheLongOneAgree() {
        let alphabet = Array("00112233445566778899..-x".utf8)
        var random: UInt64 = 7
        var taken = 0
        for _ in 0..<20_000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var bits = random >> 8
            let text = (0..<Int(bits % 21)).map { _ -> UInt8 in
                bits = bits &* 0x9e37_79b9_7f4a_7c15 ^ (bits >> 29)
                return alphabet[Int(bits >> 40) % alphabet.count]
            }
            let (short, long) = text.withUnsafeBytes { raw in
                (
                    result { () throws(DecimalError) in
                        try DecimalText.mantissa(of: raw, scale: 8, allowingNegative: false)
                    },
                    result { () throws(DecimalError) in
                        try DecimalText.checked(raw, scale: 8, allowingNegative: false)
                    }
                )
            }
            #expect(short == long, "\(String(decoding: text, as: UTF8.self))")
            if case .success = long { taken += 1 }
        }
        #expect(taken > 1_000, "too few numbers among the texts: \(taken)")
    }

    private func result(_ body: () throws(DecimalError) -> Int64) -> Result<Int64, DecimalError> {
        do throws(DecimalError) { return .success(try body()) } catch { return .failure(error) }
    }

    /// Sums of tenths are exact here and are not in binary floating point.
    @Test func keepsDigitsThatADoubleLoses() throws {
        #expect(0.1 + 0.2 != 0.3)
        #expect(try px("0.1").mantissa + px("0.2").mantissa == px("0.3").mantissa)
        #expect(try px("90071992.54740993").mantissa == 9_007_199_254_740_993)
        #expect(Int64(90_071_992.54740993 * 1e8) != 9_007_199_254_740_993)
    }

    @Test func basisPointsKeepFractions() throws {
        #expect(try BasisPoints("4.5").tenThousandths == 45_000)
        #expect(try BasisPoints("0.0001").tenThousandths == 1)
        #expect(throws: DecimalError.tooManyDecimals(limit: 4)) { try BasisPoints("0.00001") }
        #expect(throws: DecimalError.negative) { try BasisPoints("-1.0") }
        #expect(BasisPoints.whole(11).description == "11.0")
    }
}
