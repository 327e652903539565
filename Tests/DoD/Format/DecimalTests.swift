import DoDFormat
import Testing

@Suite("Exact decimals")
struct DecimalTests {
    @Test(
        "A canonical decimal comes back as it was",
        arguments: ["186.55", "3.0", "-0.25", "29858.0", "0.00000001", "0.0", "92233720368.0"])
    func roundTrip(text: String) throws {
        #expect(try #require(Amount(text)).description == text)
    }

    @Test(
        "What is no plain decimal is refused",
        arguments: ["", ".", "1.", ".5", "1e3", "1.123456789", "--1", "0x1", "99999999999.0"])
    func refused(text: String) {
        #expect(Amount(text) == nil)
    }

    @Test("An edge is rounded half to even at two decimals")
    func halfToEven() {
        // 1.25 and 1.35 hundredths of a basis point lie exactly between two even/odd neighbours.
        #expect(BasisPoints(change: 5, over: 10_000_000).hundredths == 0)
        #expect(BasisPoints(change: 15, over: 10_000_000).hundredths == 2)
        #expect(BasisPoints(change: 25, over: 10_000_000).hundredths == 2)
        #expect(BasisPoints(change: -15, over: 10_000_000).hundredths == -2)
        #expect(BasisPoints(change: -25, over: 10_000_000).hundredths == -2)
        #expect(BasisPoints(change: 26, over: 10_000_000).hundredths == 3)
        #expect(BasisPoints(change: 32_000_000, over: 18_655_000_000).description == "17.15")
    }

    @Test("Moments are written and read in UTC")
    func moments() throws {
        let start = try #require(ISOTime.milliseconds("2026-01-20T07:13:00Z"))
        #expect(start == 1_768_893_180_000)
        #expect(ISOTime.text(start) == "2026-01-20T07:13:00.000Z")
        #expect(ISOTime.milliseconds("2026-01-20 07:13") == start)
        #expect(ISOTime.milliseconds("2026-01-20T07:13:00.250Z") == start + 250)
        #expect(ISOTime.milliseconds("2026-02-29") == nil)
        #expect(UTCDay(containing: start).description == "2026-01-20")
        #expect(UTCDay(containing: -1).description == "1969-12-31")
    }
}
