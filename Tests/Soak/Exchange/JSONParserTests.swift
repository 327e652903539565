import SoakExchange
import Testing

@Suite struct JSONParserTests {
    @Test func readsWhatClientsSend() throws {
        let text =
            #" {"method" : "subscribe", "subscription":{"type":"bbo","coin":"xyz:\u0054SLA"},"n":[1,-2.5e3,true,null]} "#
        let value = try JSONParser.parse(text.utf8)
        #expect(value["method"] == .text("subscribe"))
        #expect(value["subscription"]?["coin"] == .text("xyz:TSLA"))
        #expect(value["n"] == .array([.number("1"), .number("-2.5e3"), .flag(true), .null]))
    }

    @Test func readsEscapes() throws {
        #expect(try JSONParser.parse(#""a\"\\\/\n\ud83d\ude00é""#.utf8) == .text("a\"\\/\n😀é"))
    }

    @Test(arguments: [
        "", "{", "}", "nul", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "01", "1.", "-", "1e",
        "\"a",
        "\"\\x\"", "\"\\ud83d\"", "\"\\ud83d\\n\"", "\"\n\"", "{} {}", "{a:1}", "'a'", "+1", ".5",
    ])
    func refuses(_ text: String) {
        #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse(text.utf8) }
    }

    @Test func refusesWhatIsTooDeep() throws {
        let fits = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONParser.parse(fits.utf8)
        let tooDeep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse(tooDeep.utf8) }
    }

    @Test func quotesBack() throws {
        let text = "a\"b\\c\nd\u{1}é😀"
        #expect(try JSONParser.parse(JSONText.quoted(text).utf8) == .text(text))
        #expect(JSONText.quoted("\u{1f}\"") == #""\u001f\"""#)
    }
}
