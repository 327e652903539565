import Glibc
import Testing

@testable import SoakStatus

@Suite("Which run is meant, and whether somebody is at work on it")
struct RunLocatorTests {
    private func place() throws -> TemporaryRun {
        let place = try TemporaryRun()
        for (name, startedMs) in [("b-older", 1000), ("a-newest", 3000), ("c-old", 2000)] {
            mkdir(place.path + "/" + name, 0o755)
            try place.write(name + "/journal.jsonl", Lines.runStarted(wall: Int64(startedMs)) + "\n")
        }
        mkdir(place.path + "/no-run", 0o755)
        return place
    }

    @Test("The newest is the one begun last, whatever its name")
    func newest() throws {
        let place = try place()
        #expect(try RunLocator.find(nil, reports: ["/nowhere", place.path]) == place.path + "/a-newest")
    }

    @Test("A name below the reports, or a path")
    func named() throws {
        let place = try place()
        #expect(try RunLocator.find("c-old", reports: [place.path]) == place.path + "/c-old")
        #expect(try RunLocator.find(place.path + "/c-old", reports: []) == place.path + "/c-old")
    }

    @Test("No run, no such folder, no folder of a run: one line each")
    func refusals() throws {
        let place = try place()
        for (name, words) in [
            ("no-such", "no such folder"), (place.path + "/no-run", "holds no journal.jsonl"),
        ] {
            let refusal = #expect(throws: RunLocator.Refusal.self) {
                try RunLocator.find(name, reports: [place.path])
            }
            #expect(refusal?.description.contains(words) == true)
            #expect(refusal?.description.contains("\n") == false)
        }
        let none = #expect(throws: RunLocator.Refusal.self) {
            try RunLocator.find(nil, reports: ["/nowhere"])
        }
        #expect(none?.description.contains("--reports") == true)
    }

    @Test("A lock that is held is seen without being touched")
    func presence() throws {
        let place = try place()
        let run = place.path + "/c-old"
        #expect(RunLocator.presence(of: run) == .unknown)
        let lock = open(place.path + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        #expect(RunLocator.presence(of: run) == .gone)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        #expect(RunLocator.presence(of: run) == .atWork)
        #expect(RunLocator.isLocked(place.path + "/.lock"))
        close(lock)
        #expect(!RunLocator.isLocked(place.path + "/.lock"))
    }
}
