import EngineCore
import EngineWire
import Testing

@Suite struct InfoTests {
    @Test func perpDexs() throws {
        let answer = """
            [null,{"name":"xyz","fullName":"XYZ","oracleUpdater":null,"assetToStreamingOiCap":[["xyz:AAPL","25000000.0"]]},{"fullName":"nameless"},{"name":"flx"}]
            """
        #expect(try InfoAnswer.perpDexs(answer.utf8) == [nil, "xyz", nil, "flx"])
    }

    @Test func metaIndexIsThePositionInTheUniverse() throws {
        let answer = """
            {"universe":[{"szDecimals":4,"name":"xyz:XYZ100","maxLeverage":30,"marginTableId":30,"new":{"a":[1]}},{"name":"xyz:BROKEN"},{"szDecimals":3,"name":"xyz:URANIUM","maxLeverage":10,"onlyIsolated":true,"isDelisted":true}],"marginTables":[[50,{"description":""}]],"collateralToken":0}
            """
        let (markets, unreadable) = try InfoAnswer.meta(answer.utf8, dex: "xyz")
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
