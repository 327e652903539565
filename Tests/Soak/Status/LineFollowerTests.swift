import Glibc
import Testing

@testable import SoakStatus

@Suite("A file that grows is read on")
struct LineFollowerTests {
    @Test("Each line once, whole, whatever the pieces")
    func pieces() throws {
        let run = try TemporaryRun()
        var follower = LineFollower(run.path + "/f")
        var lines: [String] = []
        func look() -> LineFollower.Look {
            follower.look { lines.append(String(decoding: $0, as: UTF8.self)) }
        }
        #expect(look() == .absent(errno: ENOENT))
        try run.append("f", "one\ntw")
        #expect(look() == .read)
        #expect(lines == ["one"])
        try run.append("f", "o\n\nthree")
        _ = look()
        #expect(lines == ["one", "two", ""])
        try run.append("f", "\n")
        _ = look()
        _ = look()
        #expect(lines == ["one", "two", "", "three"])
    }

    @Test("A file that was cut or replaced begins again")
    func anew() throws {
        let run = try TemporaryRun()
        try run.write("f", "one\ntwo\n")
        var follower = LineFollower(run.path + "/f")
        var lines: [String] = []
        func look() -> LineFollower.Look {
            follower.look(anew: { lines = [] }, line: { lines.append(String(decoding: $0, as: UTF8.self)) })
        }
        _ = look()
        try run.write("f", "new\n")
        #expect(look() == .anew)
        #expect(lines == ["new"])
        try run.write("g", "other\nfile\nhere\n")
        #expect(rename(run.path + "/g", run.path + "/f") == 0)
        #expect(look() == .anew)
        #expect(lines == ["other", "file", "here"])
    }

    @Test("Of a long file the end only, from a whole line on")
    func end() throws {
        let run = try TemporaryRun()
        try run.write("f", (0..<100).map { "line \($0)\n" }.joined())
        var follower = LineFollower(run.path + "/f", firstBytesMax: 20)
        var lines: [String] = []
        _ = follower.look { lines.append(String(decoding: $0, as: UTF8.self)) }
        #expect(lines == ["line 98", "line 99"])
    }

    @Test("A pipe or a folder in its place is no file")
    func noFile() throws {
        let run = try TemporaryRun()
        mkfifo(run.path + "/pipe", 0o644)
        for name in ["pipe", "data"] {
            var follower = LineFollower(run.path + "/" + name)
            #expect(follower.look { _ in } == .absent(errno: EINVAL))
        }
    }
}
