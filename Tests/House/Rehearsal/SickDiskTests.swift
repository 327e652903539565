import FoundationEssentials
import Glibc
import Testing

extension WholePrograms {
    /// What a disk can do to an engine: a real process on a real feed, at its start and in mid-run. It says that
    /// it is not well, keeps counting, heals without a restart, and the files hold every line once.
    @Suite struct SickDiskTests {
        struct Sickness: Sendable, CustomTestStringConvertible {
            let testDescription: String
            var kind = SickDisk.Kind.plain
            /// Shell that makes the directory sick, and well again; `$data` is its path.
            let sicken: String
            var heal = ":"
            /// What the reason must name.
            let says: String
            var isSickAtStart = false
            /// It heals by itself, perhaps before anybody can look.
            var passes = false
            var isOrdinary = false
        }

        static let mounted = [
            Sickness(
                testDescription: "a full disk", kind: .tmpfs("size=8m"),
                sicken:
                    "for i in 1 2; do dd if=/dev/zero bs=4096 2> /dev/null >> $data/filler; sleep 0.05; done; :",
                heal: "rm $data/filler",
                says: "No space left", isSickAtStart: true),
            Sickness(
                testDescription: "no inodes left", kind: .tmpfs("nr_inodes=64"),
                sicken:
                    "n=0; for i in 1 2; do while touch $data/junk.$n 2> /dev/null; do n=$((n+1)); done; sleep 0.05; done; :",
                heal: "rm $data/junk.*", says: "No space left", isSickAtStart: true),
            Sickness(
                testDescription: "a read-only mount", kind: .tmpfs("size=64m"),
                sicken: "mount --bind $data $data && mount -o remount,bind,ro $data", heal: "umount -l $data",
                says: "Read-only file system", isSickAtStart: true),
        ]

        static let plain = [
            Sickness(
                testDescription: "a directory that is removed",
                sicken: "rm -r $data || rm -r $data", heal: "mkdir $data", says: "No such file"),
            Sickness(
                testDescription: "a directory that is moved away and another in its place",
                sicken: "mv $data $data.away && mkdir $data", says: "No such file", passes: true),
            Sickness(
                testDescription: "a day's file that is replaced by another",
                sicken: "for f in $data/signals_*; do rm $f; echo '{\"other\":1}' > $f; done",
                says: "Stale file handle", passes: true),
            Sickness(
                testDescription: "a directory of somebody else",
                sicken: SickDisk.isRoot ? "chown 0:0 $data; chmod 755 $data" : "chmod 555 $data",
                heal: SickDisk.isRoot ? "chown \(SickDisk.nobody) $data" : "chmod 755 $data",
                says: "Permission denied", isSickAtStart: true, isOrdinary: true),
        ]

        @Test(
            .enabled("not shown here: disks that need a mount, and no namespace is allowed") {
                try await SickDisk.namespacesAreAllowed()
            }, arguments: mounted)
        func onADiskOfItsOwn(_ sickness: Sickness) async throws { try await outlive(sickness) }

        @Test(arguments: plain)
        func inAPlainDirectory(_ sickness: Sickness) async throws { try await outlive(sickness) }

        private func outlive(_ sickness: Sickness) async throws {
            let place = try Workplace()
            var engine = try EngineOnFeed(at: place)
            let disk = try SickDisk(sickness.kind, engine, isOrdinary: sickness.isOrdinary)
            let (exchange, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "0", "--seed", "1", "--speed", "120", "--markets", "6",
                    "--start", "2026-01-20T15:00:00Z", "--truth", place.path("truth"),
                    "--clock", place.path("clock"),
                ]
            ) { ready in
                engine.webSocketURL = "ws://127.0.0.1:\(try ready.value("port"))/ws"
                engine.clockPage = try ready.value("clock")
                let running = engine
                let (run, _) = try await ProgramRun.of(
                    "hip3-engine", try engine.arguments(engine.configuration()),
                    under: disk.prefix(sick: sickness.isSickAtStart ? sickness.sicken : ":"),
                    isCopied: disk.isOrdinary ? place : nil
                ) { ready in
                    let port = try ready.value("ops").split(separator: ":").last.flatMap { UInt16($0) }
                    try await live(sickness, running, disk, port: try #require(port))
                }
                try #require(run.code == 0, "\(run)")
            }
            try #require(exchange.code == 0, "\(exchange)")
            engine.data = disk.left
            try await judge(engine, sickness)
            try place.clear()
        }

        /// Sick from the start where that is possible, healed, sick again in mid-run, healed again.
        private func live(
            _ sickness: Sickness, _ engine: EngineOnFeed, _ disk: SickDisk, port: UInt16
        ) async throws {
            func goesOn(_ what: String) async throws {
                let before = engine.told.count
                try await eventually("signals \(what)") { engine.told.count >= before + 5 }
            }
            func isSick() async throws {
                guard !sickness.passes else { return }
                try await eventually("unhealthy: \(sickness.says)") {
                    let answer = OpsAnswer.of("/healthz", port: port)
                    return answer.hasPrefix("HTTP/1.1 503") && answer.contains("storage: ")
                        && answer.contains(sickness.says)
                }
            }
            func heals() async throws {
                try await disk.order(sickness.heal)
                try await eventually("healthy") {
                    OpsAnswer.of("/healthz", port: port).hasPrefix("HTTP/1.1 200")
                }
                try await eventually("an empty spool") {
                    OpsAnswer.of("/status", port: port).contains(#""spool_lines":0,"#)
                }
            }
            if sickness.isSickAtStart {
                try await isSick()
                try await goesOn("in the spool")
                try #require(!OpsAnswer.of("/status", port: port).contains(#""spool_lines":0,"#))
                try await heals()
            }
            try await goesOn("before the fault")
            try await disk.order(sickness.sicken)
            try await isSick()
            try await goesOn("in the fault")
            if sickness.passes {
                try await eventually("noticed") {
                    engine.place.text("engine.log").contains("storage recovered")
                }
            }
            try await heals()
            try await goesOn("after it")
        }

        /// Every counted line is there once and whole, each change of state was told once, and the judge agrees.
        private func judge(_ engine: EngineOnFeed, _ sickness: Sickness) async throws {
            let text = Workplace.text(at: engine.data + "/signals_2026-01-20.jsonl")
            let lines = text.split(separator: "\n")
            try #require(text.hasSuffix("\n") && engine.recorded == engine.told.count)
            try #require(engine.told == Array(1...engine.told.count))
            try #require(engine.counted == [engine.recorded])
            for line in lines {
                try #require(line.hasPrefix(#"{"timestamp_ms":"#) && line.hasSuffix("}"), "\(line)")
                try #require(line.firstRange(of: #"}{"#) == nil, "glued: \(line)")
            }
            try #require(Set(lines).count == lines.count, "a line stands twice")
            let times = sickness.isSickAtStart ? 2 : 1
            let log = engine.place.text("engine.log").split(separator: "\n")
            let failures = log.filter { $0.contains("storage failing: ") }
            try #require(
                failures.count == times
                    && failures.allSatisfy { $0.contains("ERROR") && $0.contains(sickness.says) },
                "\(failures)")
            try #require(log.count { $0.contains("storage recovered: ") } == times)
            let ledger = Workplace.text(at: engine.data + "/ledger_2026-01-20.jsonl").split(separator: "\n")
            try #require(ledger.count { $0.contains(#""event":"failing""#) } == times)
            try #require(ledger.count { $0.contains(#""event":"dropped""#) } == 0)
            let place = engine.place
            let judge = try await ProgramRun.of(
                "hip3-dod",
                ["check", engine.data, "--truth", place.path("truth"), "--json", place.path("verdict.json")])
            let verdict = try Verdict(of: place.path("verdict.json"))
            try #require(try verdict.criterion("integrity").result == "pass", "\(judge)")
            let completeness = try verdict.criterion("completeness")
            for loss in ["LOST", "INVENTED", "DOUBLED", "OUT OF PLACE"] {
                try #require(!completeness.says(loss), "\(completeness) \(completeness.evidence)")
            }
        }

        /// Neither place takes writes: that is no state to live with.
        @Test func nowhereToWriteIsTheEnd() async throws {
            let place = try Workplace()
            let engine = try EngineOnFeed(at: place)
            let disk = try SickDisk(.plain, engine, isOrdinary: true)
            let spool = try place.makeFolder("spool")
            for path in [disk.data, spool] {
                if SickDisk.isRoot { chown(path, 0, 0) }
                chmod(path, 0o555)
            }
            let run = try await ProgramRun.of(
                "hip3-engine", try engine.arguments(engine.configuration()), under: disk.prefix(sick: ":"),
                isCopied: disk.isOrdinary ? place : nil)
            try #require(run.code == 1 && run.errorLines.count == 1, "\(run)")
            for words in [
                "neither data_dir nor spool_dir takes writes", disk.data, spool, "Permission denied",
            ] {
                try #require(run.errors.contains(words), "\(run)")
            }
            for path in [disk.data, spool] { chmod(path, 0o755) }
            try place.clear()
        }
    }
}
