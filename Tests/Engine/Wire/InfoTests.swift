import EngineCore
import EngineWire
import Testing

@Suite struct InfoTests {
    @Test func perpDexs() throws {
        let answer = """
            [null,{"name":"xyz","fullName":"XYZ","oracleUpdater":null,"assetToStreamingOiCap":[["xyz:AAPL","25000000.0"]]},{"fullName":"nameless"},{"name":"flx"}]
            """
        let dexs = try InfoAnswer.perpDexs(answer.utf8)
        #expect(dexs.map { $0?.name } == [nil, "xyz", nil, "flx"])
    }

    @Test func metaIndexIsThePositionInTheUniverse() throws {
        let answer = """
            {"universe":[{"szDecimals":4,"name":"xyz:XYZ100","maxLeverage":30,"marginTableId":30,"new":{"a":[1]}},{"name":"xyz:BROKEN"},{"szDecimals":3,"name":"xyz:URANIUM","maxLeverage":10,"onlyIsolated":true,"isDelisted":true}],"marginTables":[[50,{"description":""}]],"collateralToken":0}
            """
        let table = try InfoAnswer.meta(answer.utf8, dex: "xyz")
        let (markets, unreadable) = (table.markets, table.unreadable)
        #expect(
            markets == [
                Market(dex: "xyz", index: 0, coin: "xyz:XYZ100", sizeDecimals: 4, maxLeverage: 30),
                Market(
                    dex: "xyz", index: 2, coin: "xyz:URANIUM", sizeDecimals: 3, maxLeverage: 10,
                    isDelisted: true),
            ])
        #expect(markets.map(\.key) == ["xyz:0", "xyz:2"])
        #expect(unreadable == [1])
    }

    /// Joined by name, since the venue lists the caps by the alphabet and not by the order of `meta`.
    @Test func capsAreByName() throws {
        let answer = """
            [null,{"name":"xyz","assetToStreamingOiCap":[["xyz:AAPL","25000000.0"],["xyz:CL","1.5"],["xyz:NO","1e9"],["x"],7]},{"name":"flx","assetToStreamingOiCap":null}]
            """
        let dexs = try InfoAnswer.perpDexs(answer.utf8)
        let caps = try #require(dexs[1]).openInterestCaps
        #expect(caps == ["xyz:AAPL": try Fixed8("25000000.0"), "xyz:CL": try Fixed8("1.5")])
        #expect(dexs[2]?.openInterestCaps.isEmpty == true)
    }

    /// As the venue wrote it, whatever the keys are called this year; their order is no difference.
    @Test func feesAreKeptAsText() throws {
        func fees(_ members: String) throws -> [String] {
            let answer = #"{"universe":[{"szDecimals":3,"name":"xyz:A","maxLeverage":20\#(members)}]}"#
            return try InfoAnswer.meta(answer.utf8, dex: "xyz").feeTerms
        }
        let newer = try fees(#","growthMode":"enabled","deployerFeeScale":"1.0","marginMode":"noCross""#)
        #expect(newer == [#"deployerFeeScale="1.0" growthMode="enabled""#])
        #expect(try fees(#","deployerFeeScale":"1.0","onlyIsolated":true,"growthMode":"enabled""#) == newer)
        #expect(try fees(#","deployerFeeScale":"2.0","growthMode":"enabled""#) != newer)
        #expect(try fees(#","newFees":{"a":[1,null]}"#) == [#"newFees={"a":[1,null]}"#])
        #expect(try fees("") == [""])
        // Since when they hold is none of them: fees that come back are the old ones, with another time.
        for time in ["lastFeeScaleChangeTime", "lastGrowthModeChangeTime", "lastDeployerFeeScaleChangeTime"] {
            #expect(
                try fees(
                    #","growthMode":"enabled","\#(time)":"2025-11-23T17:37:10","deployerFeeScale":"1.0""#)
                    == newer)
        }
    }

    @Test(arguments: ["", "null", "<html>502</html>", "{}", "{\"universe\":5}", "{\"universe\":["])
    func whatIsNoAnswerIsAnError(text: String) {
        #expect(throws: InfoFormError.self) { try InfoAnswer.perpDexs(text.utf8) }
        #expect(throws: InfoFormError.self) { try InfoAnswer.meta(text.utf8, dex: "xyz") }
    }

    @Test func requests() {
        #expect(String(decoding: InfoRequest.perpDexs.body, as: UTF8.self) == #"{"type":"perpDexs"}"#)
        #expect(
            String(decoding: InfoRequest.meta(dex: "xyz").body, as: UTF8.self)
                == #"{"type":"meta","dex":"xyz"}"#)
    }

    @Test(arguments: [
        (ClientFrame.ping, #"{"method":"ping"}"#),
        (
            .subscribe(.bbo, coin: "xyz:TSLA"),
            #"{"method":"subscribe","subscription":{"type":"bbo","coin":"xyz:TSLA"}}"#
        ),
        (
            .unsubscribe(.context, coin: "xyz:TSLA"),
            #"{"method":"unsubscribe","subscription":{"type":"activeAssetCtx","coin":"xyz:TSLA"}}"#
        ),
    ])
    func clientFrames(frame: ClientFrame, text: String) {
        var writer = LineWriter()
        frame.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }
}
