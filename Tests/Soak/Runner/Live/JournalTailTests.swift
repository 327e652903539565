import SoakFaults
import SoakRunner
import Testing

@Suite("A journal that somebody else goes on with")
struct JournalTailTests {
    private let shop = Workshop()

    /// A journal as a run at a venue writes it, up to a fault that is in force.
    private func written() throws -> [UInt8] {
        let journal = try Journal(shop.path("journal.jsonl"))
        let entries: [JournalEntry] = [
            .machine(boot: "boot-1"), .engineStarted(pid: 77, generation: 1, reason: "first"),
            .faultArmed(id: "f", kind: .sigkill, about: "a", lift: "l"),
            .faultBitten(id: "f", proof: FaultProof("it \"bit\"", facts: [])),
        ]
        for (index, entry) in entries.enumerated() {
            try journal.append(entry, wallMs: 1_000 + Int64(index), virtualMs: 5)
        }
        return try FileTree.read(shop.path("journal.jsonl"))
    }

    @Test func whatIsOpenIsKnown() throws {
        let bytes = try written()
        let tail = try JournalTail(bytes)
        #expect((tail.seq, tail.generation, tail.openEngine, tail.boot) == (4, 1, 77, "boot-1"))
        #expect(tail.wholeBytes == bytes.count && tail.lastWallMs == 1_003 && !tail.hasEnded)
        #expect(tail.faults == ["f": .bitten])
    }

    @Test func cutAnywhereTheWholeLinesCountAndTheChainGoesOn() throws {
        let bytes = try written()
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        for cut in 0...bytes.count {
            let tail = try JournalTail(Array(bytes[..<cut]))
            let whole = ends.count { $0 < cut }
            #expect(tail.seq == Int64(whole), "cut at \(cut)")
            #expect(tail.wholeBytes == (whole == 0 ? 0 : ends[whole - 1] + 1))
        }
        let path = shop.path("journal.jsonl")
        let cut = Array(bytes.dropLast(7))
        try FileTree.write(cut, to: path)
        let tail = try JournalTail(cut)
        let torn = shop.path("torn")
        let journal = try Journal(resuming: path, at: tail, quarantine: torn)
        try journal.append(.paused, wallMs: 2_000, virtualMs: 6)
        let after = try JournalTail(try FileTree.read(path))
        #expect(after.seq == 4 && after.lastWallMs == 2_000)
        #expect(try FileTree.read(torn) == Array(cut[tail.wholeBytes...]), "not a byte of it is lost")
    }

    @Test func everyChangedByteOfAWholeLineIsSeen() throws {
        let bytes = try written()
        for at in bytes.indices where bytes[at] != UInt8(ascii: "\n") {
            var changed = bytes
            changed[at] ^= 1
            // One that makes a newline of it cuts a line in two, and neither half is one.
            #expect(throws: JournalTail.Flaw.self, "byte \(at)") { try JournalTail(changed) }
        }
    }
}
