import CChecksum
import FoundationEssentials
import SoakFaults
import SoakRunner
import Testing

@Suite struct JournalTests {
    let shop = Workshop()

    @Test func linesAreChainedAndCounted() throws {
        let journal = try Journal(shop.path("journal.jsonl"))
        let proof = FaultProof("said \"so\"", facts: [("errno", .number(13)), ("path", .text("a\\b\n"))])
        try journal.append(.engineStarted(pid: 7, generation: 1, reason: "first"), wallMs: 5, virtualMs: 6)
        try journal.append(.faultBitten(id: "f", proof: proof), wallMs: 7, virtualMs: 8)
        try journal.append(
            .engineExited(pid: 7, generation: 1, exit: .signal(9), during: nil), wallMs: 9, virtualMs: 10)
        let lines = shop.text("journal.jsonl").split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(
            lines[0].hasPrefix(
                #"{"type":"engine-started","wall_ms":5,"virtual_ms":6,"seq":0,"pid":7,"generation":1,"reason":"first","chain":""#
            ))
        #expect(
            lines[1].contains(#""fault":"f","proof":"said \"so\"","facts":{"errno":13,"path":"a\\b\u000a"}"#))
        #expect(lines[2].contains(#""code":null,"signal":9,"during":null,"chain":""#))
        var chain = "00000000"
        for line in lines {
            let body = line.prefix(upTo: line.firstRange(of: ",\"chain\":")!.lowerBound)
            let bytes = Array((chain + body).utf8)
            let crc = bytes.withUnsafeBytes { crc32c_extend_portable(0, $0.baseAddress, $0.count) }
            chain = String(line.suffix(10).prefix(8))
            #expect(UInt32(chain, radix: 16) == crc)
        }
    }

    @Test func anotherRunsJournalIsNotTouched() throws {
        shop.write("precious\n", to: "journal.jsonl")
        #expect(throws: SystemFailure.self) { try Journal(shop.path("journal.jsonl")) }
        #expect(shop.text("journal.jsonl") == "precious\n")
    }
}
