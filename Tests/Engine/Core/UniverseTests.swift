import EngineCore
import Testing

@Suite struct UniverseTests {
    @Test func writesTheMarketsFile() {
        let universe = Universe(
            dex: "xyz", dexIndex: 1,
            markets: [Market(dex: "xyz", index: 0, coin: "xyz:XYZ100", sizeDecimals: 4, maxLeverage: 30)])
        #expect(
            line { universe.write(to: &$0) } == """
                {"dex":"xyz","dex_index":1,"markets":[{"index":0,"coin":"xyz:XYZ100","sz_decimals":4,\
                "max_leverage":30,"delisted":false}]}

                """)
        #expect(
            line { Universe.writeLedgerMarkets(universe.markets, to: &$0) } == """
                [{"market":"xyz:0","coin":"xyz:XYZ100","sz_decimals":4,"delisted":false}]
                """)
    }

    @Test func textIsPutTogetherWithoutEscapes() {
        let text = line {
            $0.openArray()
            $0.openText()
            $0.text("a_")
            $0.digits(-12)
            $0.closeText()
            $0.value(1)
            $0.closeArray()
        }
        #expect(text == "[\"a_-12\",1]")
    }
}
