import SoakFaults
import SoakObserver
import SoakRunner
import SoakStatus

/// Begins runs at real speed and goes on with them, on a thread of their own.
struct LiveRuns {
    let programs: Programs
    let options: RunOptions
    let interruption: Interruption
    /// How the venue was found just now.
    var look: VenueLook?

    /// The newest run below `reports` when it is one that can be gone on with.
    static func unfinished(in reports: String) throws(RunRefusal) -> UnfinishedRun? {
        do throws(JournalTail.Flaw) { return try UnfinishedRun.newest(in: reports) } catch {
            throw RunRefusal(.harness, "the newest run below \(reports): \(error); begin another with --new")
        }
    }

    func begin(
        _ request: LiveRequest, _ window: VirtualWindow, _ reports: String, _ console: Console
    ) throws(RunRefusal) -> Int32 {
        let order = try order(request, window, reports)
        do throws(SystemFailure) {
            let run = try Rehearsal(order, console: console, interruption: interruption)
            try request.file(window: window).keep(in: run.folder)
            console.say(run.folder)
            takeNotes(run)
            return tell(try run.run(), order, console)
        } catch { throw .system(error) }
    }

    func resume(
        _ unfinished: UnfinishedRun, _ request: LiveRequest, _ console: Console
    ) throws(RunRefusal) -> Int32 {
        let folder = unfinished.directory.path
        let reports = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
        let order = try order(request, unfinished.file.window, reports)
        do throws(SystemFailure) {
            let run = try Rehearsal(
                order, resuming: unfinished.directory, at: unfinished.tail, console: console,
                interruption: interruption)
            console.say("going on with \(folder), \(run.resumption?.text ?? "")")
            takeNotes(run)
            return tell(try run.run(), order, console)
        } catch { throw .system(error) }
    }

    private func takeNotes(_ run: Rehearsal) {
        let folder = run.folder
        run.notes = { journal throws(SystemFailure) in
            try NoteBox.take(in: folder) { note throws(SystemFailure) in try journal(note.text) }
        }
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
            let text = report.judgement?.text ?? ""
            if !text.isEmpty { console.say(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
            console.say("verdict: \(report.judgement?.verdict ?? "none: the judge broke")")
            console.say("report:  \(report.directory.report)")
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
}
