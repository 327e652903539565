import DoDCalendar

/// A status as one JSON object (docs/formats.md): every key is always there, what is not known is null.
package enum StatusJSON {
    static let schema: Int64 = 1

    /// One line with its newline.
    package static func text(_ status: RunStatus) -> String {
        JSONTree.object(
            run(status) + engine(status) + found(status) + [
                ("verdict", verdict(status.verdict)), ("problems", texts(status.problems)),
            ]
        ).text + "\n"
    }

    private static func run(_ status: RunStatus) -> [(String, JSONTree)] {
        [
            ("schema", .number(schema)), ("run_id", .text(status.runID)), ("folder", .text(status.folder)),
            ("command", .text(status.command)), ("scenario", .optional(status.scenario)),
            ("seed", .optional(status.seed)), ("feed", .text(status.feed)),
            ("synthetic", .flag(status.isSynthetic)), ("rate", .decimal(status.rate)),
            ("made_ms", .number(status.madeMs)), ("now_ms", .number(status.nowMs)),
            (
                "state",
                .object([
                    ("word", .text(status.state.word)), ("since_ms", .optional(status.state.sinceMs)),
                    ("detail", .optional(status.state.detail)),
                ])
            ),
            (
                "window",
                status.window.map {
                    .object([
                        ("from_ms", .number($0.fromMs)), ("to_ms", .number($0.toMs)),
                        ("elapsed_ms", .number($0.elapsedMs)), ("left_ms", .number($0.leftMs)),
                        ("left_real_ms", .number($0.leftRealMs)), ("percent", .number(Int64($0.percent))),
                    ])
                } ?? .null
            ), ("session", status.session.map(session) ?? .null),
        ]
    }

    private static func session(_ progress: SessionProgress) -> JSONTree {
        .object([
            ("phase", .text(progress.phase.rawValue)), ("text", .optional(progress.session?.text)),
            ("open_ms", .optional(progress.session?.openMs)),
            ("close_ms", .optional(progress.session?.closeMs)), ("percent", .number(Int64(progress.percent))),
            ("whole", .flag(progress.isWhole)), ("why", .optional(progress.why)),
        ])
    }

    private static func engine(_ status: RunStatus) -> [(String, JSONTree)] {
        [
            (
                "engine",
                status.engine.map {
                    .object([
                        ("pid", .number($0.pid)), ("generation", .number($0.generation)),
                        ("since_ms", .number($0.sinceMs)), ("said", .optional($0.said)),
                    ])
                } ?? .null
            ), ("restarts", .number(Int64(status.restartCount))),
            (
                "restarts_last",
                .array(
                    status.restarts.map {
                        .object([
                            ("at_ms", .number($0.atMs)), ("generation", .number($0.generation)),
                            ("why", .text($0.why)),
                        ])
                    })
            ), ("resumed", .number(Int64(status.resumeCount))),
            (
                "connection",
                status.connection.map {
                    .object([
                        ("event", .text($0.word)), ("connection", .number($0.number)),
                        ("since_ms", .number($0.sinceMs)), ("cause", .optional($0.cause)),
                    ])
                } ?? .null
            ), ("reconnects", .number(status.reconnectCount)),
            ("reconnects_by_cause", .object(status.reconnects.map { ($0.name, .number($0.count)) })),
            (
                "storage",
                status.storage.map {
                    .object([
                        ("event", .text($0.event)), ("detail", .text($0.detail)), ("at_ms", .number($0.atMs)),
                    ])
                } ?? .null
            ), ("resources", status.resources.map(resources) ?? .null),
        ]
    }

    private static func resources(_ resources: RunStatus.Resources) -> JSONTree {
        .object([
            ("at_ms", .number(resources.atMs)), ("resident_bytes", .optional(resources.residentBytes)),
            ("resident_bytes_max", .number(resources.residentBytesMax)),
            ("cpu_ms", .optional(resources.cpuMs)), ("open_files", .optional(resources.openFiles)),
            ("data_bytes", .optional(resources.dataBytes)), ("free_bytes", .optional(resources.freeBytes)),
        ])
    }

    private static func found(_ status: RunStatus) -> [(String, JSONTree)] {
        [
            ("signals", .optional(status.signals.total)),
            ("signals_as_of_ms", .optional(status.signals.asOfMs)),
            (
                "signals_by_market",
                .array(
                    status.signals.byMarket.map {
                        .object([
                            ("market", .text($0.market)), ("coin", .optional($0.coin)),
                            ("signals", .number($0.signals)),
                        ])
                    })
            ),
            (
                "followups",
                .object([("taken", .number(status.followupsTaken)), ("lost", .number(status.followupsLost))])
            ), ("frames", .number(status.framesIn)),
            (
                "log_lines",
                status.logLines.map {
                    .object([
                        ("error", .number($0.errors)), ("warning", .number($0.warnings)),
                        ("info", .number($0.infos)),
                    ])
                } ?? .null
            ), ("log", texts(status.lastLines)), ("errors", texts(status.lastErrors)),
            ("faults", faults(status)),
            (
                "notes",
                .array(
                    status.notes.map { .object([("at_ms", .number($0.atMs)), ("text", .text($0.text))]) })
            ), ("notes_waiting", .number(Int64(status.notesWaiting))),
        ]
    }

    private static func faults(_ status: RunStatus) -> JSONTree {
        .object([
            ("planned", .number(Int64(status.faults.count))),
            ("bitten", .number(Int64(status.faultCount(.bitten)))),
            ("missed", .number(Int64(status.faultCount(.missed)))),
            ("skipped", .number(Int64(status.faultCount(.skipped)))),
            (
                "list",
                .array(
                    status.faults.map {
                        .object([
                            ("fault", .text($0.id)), ("kind", .text($0.kind)),
                            ("state", .text($0.state.rawValue)), ("lifted", .flag($0.isLifted)),
                            ("at_ms", .optional($0.atMs)), ("words", .text($0.words)),
                        ])
                    })
            ),
        ])
    }

    private static func verdict(_ verdict: VerdictSoFar) -> JSONTree {
        let source: String
        var why: String?
        switch verdict.source {
        case .written: source = "written"
        case .tried: source = "tried"
        case .none(let reason): (source, why) = ("none", reason)
        }
        return .object([
            ("word", .text(verdict.word)), ("source", .text(source)), ("why", .optional(why)),
            ("tried_ms", .optional(verdict.triedMs)),
            (
                "criteria",
                .array(
                    verdict.criteria.map {
                        .object([
                            ("id", .text($0.id)), ("result", .text($0.answer.rawValue)),
                            ("summary", .text($0.summary)), ("waived", .flag($0.isWaived)),
                        ])
                    })
            ),
        ])
    }

    private static func texts(_ texts: [String]) -> JSONTree { .array(texts.map { .text($0) }) }
}
