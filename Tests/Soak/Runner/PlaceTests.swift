import Glibc
import SoakFaults
import SoakRunner
import Testing

@Suite struct PlaceTests {
    let shop = Workshop()

    @Test func aFolderThatTheUserCannotEnterIsFound() throws {
        mkdir(shop.path("private"), 0o700)
        mkdir(shop.path("private/inner"), 0o755)
        let stranger = UserIdentity(uid: getuid() + 54_321, gid: getgid() + 54_321)
        #expect(
            Reachability.firstBlocked(shop.path("private/inner"), for: stranger)?.path == shop.path("private")
        )
        #expect(Reachability.firstBlocked(shop.folder, for: stranger) == nil)
        #expect(Reachability.firstBlocked(shop.path("not/there"), for: stranger) == nil)
        chmod(shop.path("private"), 0o711)
        #expect(Reachability.firstBlocked(shop.path("private/inner"), for: stranger) == nil)
    }

    @Test func anUnreachableWishIsRefusedWithTheReason() throws {
        mkdir(shop.path("private"), 0o700)
        let stranger = UserIdentity(uid: getuid() + 54_321, gid: getgid() + 54_321)
        do {
            _ = try ReportsFolder.choose(asked: shop.path("private/reports"), engineUser: stranger)
            Issue.record("accepted")
        } catch {
            #expect(error.exitCode == 64)
            #expect(error.description.contains("can't enter \(shop.path("private")) (mode 0700)"))
        }
        #expect(access(shop.path("private/reports"), F_OK) != 0)
        #expect(
            try ReportsFolder.choose(asked: shop.path("new/reports"), engineUser: nil).path
                == shop.path("new/reports"))
    }

    @Test func aFileInPlaceOfTheFolderIsRefused() throws {
        shop.write("", to: "file")
        #expect(throws: RunRefusal.self) {
            try ReportsFolder.choose(asked: shop.path("file/reports"), engineUser: nil)
        }
    }

    @Test func oneRunAtATime() throws {
        var first: ReportsLock? = try ReportsLock(shop.folder)
        do {
            _ = try ReportsLock(shop.folder)
            Issue.record("two locks")
        } catch { #expect(error.exitCode == 75) }
        _ = first
        first = nil
        _ = try ReportsLock(shop.folder)
    }

    @Test func runFoldersDoNotCollide() throws {
        let first = try RunDirectory.make(in: shop.folder, name: "run", engineUser: Workshop.user)
        let second = try RunDirectory.make(in: shop.folder, name: "run", engineUser: Workshop.user)
        #expect(first.runID == "run" && second.runID == "run-2")
        #expect(
            RunDirectory.name(wallMs: 1_795_367_585_123, scenario: "a b/ü", seed: 7)
                == "20261122T171305Z-a_b__-7")
        for folder in [first.data, first.spool] {
            var status = stat()
            #expect(stat(folder, &status) == 0 && status.st_uid == (Workshop.user?.uid ?? getuid()))
        }
        // The engine may add its log, and cannot remove the journal.
        let journal = try Journal(first.journal)
        #expect(
            try CreateProbe.run(first.path + "/engine.log", as: Workshop.user, injector: Workshop.injector)
                .errno == 0)
        if let user = Workshop.user {
            let remove = try LaunchedProcess.start(
                ["rm", "-f", first.journal], injector: Workshop.injector, user: user, output: nil, errors: nil
            )
            #expect(remove.eventsUntilEnd(waitMs: 30_000).contains(.exited(.code(1))))
        }
        withExtendedLifetime(journal) { #expect(access(first.journal, F_OK) == 0) }
    }
}
