import DoDFormat
import DoDRepair
import Testing

@Suite("What becomes of a damaged line")
struct LineMenderTests {
    static let good =
        #"{"timestamp_ms":1768920860122,"market_key":"xyz:11","side":"buy","raw_edge_bps":17.15,"net_edge_bps":6.15,"oracle_px":186.55,"best_px":186.23,"best_size":3.0,"suggested_size":0.3,"signal_id":"sig_xyz:11_buy_1768920860122_0"}"#

    /// The texts that are kept and those that are moved, in their order.
    private func split(_ line: [UInt8], newline: Bool = true) -> (kept: [String], moved: [String], added: Int)
    {
        let whole = line + (newline ? [0x0A] : [])
        var kept: [String] = []
        var moved: [String] = []
        var added = 0
        var at = 0
        for part in line.withUnsafeBufferPointer({ LineMender(.signals).parts($0, endsWithNewline: newline) })
        {
            switch part {
            case .keep(let range, let addsNewline):
                #expect(range.lowerBound == at)
                kept.append(String(decoding: whole[range], as: UTF8.self) + (addsNewline ? "\n" : ""))
                added += addsNewline ? 1 : 0
                at = range.upperBound
            case .move(let range):
                #expect(range.lowerBound == at)
                moved.append(String(decoding: whole[range], as: UTF8.self))
                at = range.upperBound
            }
        }
        #expect(at == whole.count, "each byte goes somewhere")
        return (kept, moved, added)
    }

    @Test("whole records stay, whatever stands around them")
    func salvage() {
        let good = Self.good
        let torn = String(good.prefix(90))
        let cases: [(String, kept: Int, moved: [String])] = [
            (good, 1, []), (torn, 0, ["\(torn)\n"]), (torn + good, 1, [torn]), (good + good, 2, []),
            (good + torn, 1, ["\(torn)\n"]), (torn + good + torn, 1, [torn, "\(torn)\n"]),
            (good + "\r", 1, ["\r\n"]), ("\u{FEFF}" + good, 1, ["\u{FEFF}"]), ("", 0, ["\n"]),
            ("\0\0\0" + good, 1, ["\0\0\0"]), (good + "xyz", 1, ["xyz\n"]), ("[1]", 0, ["[1]\n"]),
        ]
        for (line, kept, moved) in cases {
            let found = split(Array(line.utf8))
            #expect(found.kept == Array(repeating: good + "\n", count: kept), "\(line)")
            #expect(found.moved == moved, "\(line)")
        }
    }

    @Test("a last line without its newline gets one, a torn one goes")
    func lastLine() {
        #expect(split(Array(Self.good.utf8), newline: false) == ([Self.good + "\n"], [], 1))
        let torn = String(Self.good.dropLast(2))
        #expect(split(Array(torn.utf8), newline: false) == ([], [torn], 0))
    }

    @Test("a record cut at any byte and glued to the next: the next is saved")
    func everyCut() {
        for cut in 0..<Self.good.utf8.count {
            let torn = String(Self.good.prefix(cut))
            let found = split(Array((torn + Self.good).utf8))
            #expect(found.kept == [Self.good + "\n"], "cut at \(cut)")
            #expect(found.moved == (cut == 0 ? [] : [torn]), "cut at \(cut)")
        }
    }
}
