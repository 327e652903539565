import SoakFaults
import SoakObserver
import SoakRunner
import SoakStatus

/// Begins runs at real speed and goes on with them, on a thread of their own.
struct LiveRuns {
    /// What came of one.
    struct Outcome {
        var code: Int32
        /// Its time is over: there is nothing to go on with.
        var isOver: Bool

        /// Before a run began, or went on.
        static let stopped = Outcome(code: 2, isOver: false)
    }

    let programs: Programs
    let options: RunOptions
    let interruption: Interruption
    let page: OpsPage
    /// How the venue was found just now.
    var look: VenueLook?

    /// What the newest run below `reports` is good for.
    static func newest(in reports: String) throws(RunRefusal) -> NewestRun {
        do throws(JournalTail.Flaw) { return try NewestRun.look(in: reports) } catch {
            throw RunRefusal(.harness, "the newest run below \(reports): \(error); begin another with --new")
        }
    }

    func begin(
        _ request: LiveRequest, _ window: VirtualWindow, _ reports: String, _ console: Console
    ) throws(RunRefusal) -> Outcome {
        let order = try order(request, window, reports)
        do throws(SystemFailure) {
            let run = try Rehearsal(order, console: console, interruption: interruption)
            try request.file(window: window).keep(in: run.folder)
            console.say(run.folder)
            return try play(run, order, console)
        } catch { throw .system(error) }
    }

    func resume(
        _ unfinished: UnfinishedRun, _ request: LiveRequest, _ console: Console
    ) throws(RunRefusal) -> Outcome {
        let folder = unfinished.directory.path
        let order = try order(request, unfinished.file.window, Self.reports(of: folder))
        do throws(SystemFailure) {
            let run = try Rehearsal(
                order, resuming: unfinished.directory, at: unfinished.tail, console: console,
                interruption: interruption)
            console.say("going on with \(folder), \(run.resumption?.text ?? "")")
            return try play(run, order, console)
        } catch { throw .system(error) }
    }

    /// Tells the verdict of a run that has ended; where a kill came before the judge's end, it is judged now.
    func show(_ ended: EndedRun, _ request: LiveRequest, _ console: Console) throws(RunRefusal) -> Outcome {
        let folder = ended.directory.path
        page.show(folder: folder)
        if let judgement = ended.judgement {
            console.say("the run in \(folder) has ended")
            tell(judgement, ended.directory, console)
            return Outcome(code: judgement.writtenExitCode, isOver: true)
        }
        console.say("the run in \(folder) has ended and was not judged: it is now (--new begins another run)")
        let order = try order(request, ended.file.window, Self.reports(of: folder))
        do throws(SystemFailure) {
            guard let judgement = try ended.judge(order, console: console, interruption: interruption) else {
                return .stopped
            }
            tell(judgement, ended.directory, console)
            let isAnswer = (0...2).contains(judgement.exitCode)
            return Outcome(code: isAnswer ? judgement.exitCode : 70, isOver: true)
        } catch { throw .system(error) }
    }

    private func play(_ run: Rehearsal, _ order: RunOrder, _ console: Console) throws(SystemFailure)
        -> Outcome
    {
        run.takeNotesOfOperators()
        page.show(run)
        let report = try run.run()
        return Outcome(code: tell(report, order, console), isOver: report.ending == .completed)
    }

    private static func reports(of folder: String) -> String {
        String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }

    private func order(
        _ request: LiveRequest, _ window: VirtualWindow, _ reports: String
    ) throws(RunRefusal) -> RunOrder {
        var order = try request.order(
            window: window, reports: reports, programs: programs, engineUser: options.engineUser,
            leave: options.leave)
        if case .venue(let venue) = request.feed {
            var config: String?
            if case .own(let path?) = request.engine { config = try? FileTree.text(path) }
            order.witness = Observer(venue, config: config, durationMs: request.durationMs)
        }
        order.look = look
        return order
    }

    private func tell(_ report: RunReport, _ order: RunOrder, _ console: Console) -> Int32 {
        let path = report.directory.path
        switch report.ending {
        case .completed:
            for fault in report.missed { console.say("fault \(fault.name) did NOT bite: \(fault.why)") }
            tell(report.judgement, report.directory, console)
        case .interrupted:
            console.say("stopped in order; its files are in \(path)")
            if case .venue = order.feed {
                console.say("go on with it: hip3-soak resume \(path)")
                console.say("what is there: hip3-dod check \(path)/data --run \(path)")
            }
        case .broken(let why, _):
            console.say("verdict: none; \(why)")
            console.say("files:   \(path)")
        }
        return report.exitCode
    }

    private func tell(_ judgement: Judgement?, _ directory: RunDirectory, _ console: Console) {
        let text = judgement?.text ?? ""
        if !text.isEmpty { console.say(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
        console.say("verdict: \(judgement?.verdict ?? "none: the judge broke")")
        console.say("report:  \(directory.report)")
    }
}
