import SoakStatus
import Testing

@Suite("A journal, line by line")
struct JournalFoldTests {
    @Test("An engine that is down says why, and its restart says it again")
    func engine() {
        var lines = [
            Lines.runStarted(),
            Lines.journal("engine-started", 1000, "\"pid\":5,\"generation\":1,\"reason\":\"first\""),
            Lines.journal(
                "engine-exited", 2000,
                "\"pid\":5,\"generation\":1,\"code\":null,\"signal\":9,\"during\":\"kill-1\""),
        ]
        let down = Moment(wallMs: 2000, virtualMs: 2000)
        #expect(Lines.folded(lines).engine == .down(why: "ended by signal 9 in kill-1", at: down))
        lines.append(
            Lines.journal("engine-started", 3000, "\"pid\":6,\"generation\":2,\"reason\":\"restart\""))
        let fold = Lines.folded(lines)
        #expect(fold.engine == .up(pid: 6, generation: 2, at: Moment(wallMs: 3000, virtualMs: 3000)))
        #expect(fold.restartCount == 1)
        #expect(fold.restarts.map(\.why) == ["ended by signal 9 in kill-1"])
    }

    @Test("Faults: planned, bitten, missed, skipped")
    func faults() {
        let fold = Lines.folded([
            Lines.runStarted(faults: "\"a\",\"b\",\"c\",\"d\""),
            Lines.journal(
                "fault-armed", 1, "\"fault\":\"a\",\"kind\":\"disk-full\",\"about\":\"x\",\"lift\":\"y\""),
            Lines.journal("fault-bitten", 2, "\"fault\":\"a\",\"proof\":\"it was full\",\"facts\":{}"),
            Lines.journal("fault-lifted", 3, "\"fault\":\"a\""),
            Lines.journal("fault-missed", 4, "\"fault\":\"b\",\"why\":\"nobody wrote\""),
            Lines.journal(
                "fault-skipped", 5, "\"fault\":\"c\",\"kind\":\"k\",\"why\":\"no right\",\"allowed\":true"),
        ])
        #expect(fold.faults.map(\.state) == [.bitten, .missed, .skipped, .planned])
        #expect(fold.faults.map(\.words) == ["it was full", "nobody wrote", "no right", ""])
        #expect(fold.faults[0].isLifted && fold.faults[0].kind == "disk-full")
    }

    @Test("What the runner measured, in either form")
    func measured() {
        var fold = Lines.folded([
            Lines.journal(
                "sample", 1,
                "\"rss_bytes\":900,\"cpu_ms\":10,\"open_files\":17,\"data_bytes\":5,\"log_bytes\":0")
        ])
        #expect(fold.resources?.residentBytes == 900 && fold.resources?.freeBytes == nil)
        fold = Lines.folded([
            Lines.journal("sample", 1, "\"rss_bytes\":900"),
            Lines.journal(
                "engine-watched", 2,
                """
                "pid":4,"resident_bytes":800,"cpu_ms":20,"open_files":18,"data_bytes":6,"free_bytes":77,\
                "log_lines":{"info":5,"warning":6,"error":7},"signals":42,"state":"ready"
                """),
        ])
        #expect(fold.resources?.residentBytes == 800 && fold.resources?.residentBytesMax == 900)
        #expect(fold.resources?.freeBytes == 77)
        #expect(fold.logLines == RunStatus.LogLines(errors: 7, warnings: 6, infos: 5))
        #expect(fold.signalsSaid == 42 && fold.stateSaid == "ready")
        let silent = Lines.journal("engine-watched", 3, "\"signals\":null,\"state\":null")
        Array(silent.utf8).withUnsafeBufferPointer { fold.add($0) }
        #expect(fold.signalsSaid == 42 && fold.stateSaid == nil)
    }

    @Test("Counts that begin again with each life add up")
    func lives() {
        func watched(_ pid: Int, _ signals: Int) -> String {
            Lines.journal(
                "engine-watched", 1,
                "\"pid\":\(pid),\"free_bytes\":-1,\"log_lines\":{\"info\":1,\"warning\":0,\"error\":2},\"signals\":\(signals)"
            )
        }
        let fold = Lines.folded([watched(4, 3), watched(4, 10), watched(5, 1), watched(5, 2)])
        #expect(fold.signalsSaid == 12)
        #expect(fold.logLines == RunStatus.LogLines(errors: 4, warnings: 0, infos: 2))
        #expect(fold.resources?.freeBytes == nil)
    }

    @Test("A pause is no end, and over with the next resume")
    func paused() {
        let lines = [Lines.runStarted(), Lines.journal("run-paused", 5)]
        #expect(Lines.folded(lines).paused == Moment(wallMs: 5, virtualMs: 5))
        #expect(Lines.folded(lines + [Lines.journal("run-resumed", 6)]).paused == nil)
    }

    @Test("Notes and operator's actions are kept, the newest of many")
    func notes() {
        let fold = Lines.folded(
            [
                Lines.journal("operator", 1, "\"action\":\"restart\",\"note\":\"by hand\""),
                Lines.journal("operator", 1, "\"action\":\"note\",\"note\":\"said\""),
            ]
                + (0..<JournalFold.keptMax - 2).map {
                    Lines.journal("note", Int64($0), "\"text\":\"n\($0)\"")
                })
        #expect(fold.notes.first?.text == "restart: by hand")
        #expect(fold.notes[1].text == "said")
        #expect(fold.notes.last?.text == "n\(JournalFold.keptMax - 3)")
    }

    @Test("An ended run that is resumed goes on")
    func resumed() {
        var lines = [
            Lines.runStarted(),
            Lines.journal("run-ended", 9, "\"outcome\":\"interrupted\",\"engine_exit\":0"),
        ]
        #expect(Lines.folded(lines).ended?.outcome == "interrupted")
        lines.append(Lines.journal("run-resumed", 10, "\"gap_ms\":1"))
        #expect(Lines.folded(lines).ended == nil)
        #expect(Lines.folded(lines).resumeCount == 1)
    }

    @Test("What is no journal line is counted, and unknown types move the time")
    func strange() {
        let fold = Lines.folded([
            Lines.runStarted(), "{", "[]", "{\"type\":1}", Lines.journal("gravity-changed", 77),
        ])
        #expect(fold.unreadable == 3)
        #expect(fold.last == Moment(wallMs: 77, virtualMs: 77))
    }
}
