import Glibc
import SoakFaults
import SoakStatus
import Testing

@Suite("Notes wait for the runner")
struct NoteBoxTests {
    struct Stop: Error {}

    @Test("What was put is taken once, oldest first")
    func order() throws {
        let run = try TemporaryRun()
        _ = try NoteBox.put(Note(writtenMs: 2000, text: "second \"word\"\n€"), in: run.path)
        _ = try NoteBox.put(Note(writtenMs: 999, text: "first"), in: run.path)
        var taken: [Note] = []
        NoteBox.take(in: run.path) { taken.append($0) }
        #expect(
            taken == [Note(writtenMs: 999, text: "first"), Note(writtenMs: 2000, text: "second \"word\"\n€")])
        NoteBox.take(in: run.path) { taken.append($0) }
        #expect(taken.count == 2)
    }

    @Test("Two of one millisecond are both kept")
    func sameMillisecond() throws {
        let run = try TemporaryRun()
        for text in ["a", "b", "c"] { _ = try NoteBox.put(Note(writtenMs: 5, text: text), in: run.path) }
        var taken: [String] = []
        NoteBox.take(in: run.path) { taken.append($0.text) }
        #expect(taken == ["a", "b", "c"])
    }

    @Test("A note that could not be journaled stays")
    func kept() throws {
        let run = try TemporaryRun()
        _ = try NoteBox.put(Note(writtenMs: 1, text: "a"), in: run.path)
        _ = try NoteBox.put(Note(writtenMs: 2, text: "b"), in: run.path)
        #expect(throws: Stop.self) {
            try NoteBox.take(in: run.path) { (note: Note) throws(Stop) in if note.text == "b" { throw Stop() }
            }
        }
        var taken: [String] = []
        NoteBox.take(in: run.path) { taken.append($0.text) }
        #expect(taken == ["b"])
    }

    @Test("Half-written files, links and folders of others are left alone")
    func foreign() throws {
        let run = try TemporaryRun()
        let box = NoteBox.folder(of: run.path)
        mkdir(box, 0o755)
        try run.write("notes/000000000000001-7-0.part", "half")
        try run.write("secret", "not a note")
        symlink(run.path + "/secret", box + "/000000000000002-7-0.note")
        mkdir(box + "/000000000000003-7-0.note", 0o755)
        mkfifo(box + "/000000000000004-7-0.note", 0o644)
        var taken: [String] = []
        NoteBox.take(in: run.path) { taken.append($0.text) }
        #expect(taken.isEmpty)
        #expect(access(box + "/000000000000001-7-0.part", F_OK) == 0)
    }

    @Test("A box that nobody empties is full at its bound, and one take is bounded")
    func bounds() throws {
        let run = try TemporaryRun()
        mkdir(NoteBox.folder(of: run.path), 0o755)
        for index in 0..<NoteBox.waitingMax { try run.write("notes/1-\(index)-0.note", "x") }
        #expect(throws: SystemFailure.self) { try NoteBox.put(Note(writtenMs: 1, text: "x"), in: run.path) }
        var taken = 0
        NoteBox.take(in: run.path) { _ in taken += 1 }
        #expect(taken == NoteBox.takenMax)
    }

    @Test("An empty one and a long one are refused, with the reason")
    func flaws() {
        #expect(Note.flaw(in: "  \n")?.contains("empty") == true)
        #expect(Note.flaw(in: String(repeating: "é", count: 1001))?.contains("2002 bytes") == true)
        #expect(Note.flaw(in: String(repeating: "é", count: 1000)) == nil)
    }
}
