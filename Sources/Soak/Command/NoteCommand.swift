import ArgumentParser
import SoakFaults
import SoakRunner
import SoakStatus

#if canImport(Glibc)
    import Glibc
#endif

/// `hip3-soak note`: an operator's word for the record.
struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "An operator's word, put into the journal of a run that goes on.",
        discussion: """
            The note is handed to the runner, which alone writes the journal, and takes it within seconds. A run that \
            has ended takes no note.

            Examples:
              hip3-soak note "provider announces maintenance at 03:00 UTC"
              hip3-soak note "disk swapped" --run reports/20260120T071300Z-live-1

            Exit: 0 handed over, 64 wrong usage or no run that takes notes, 70 it could not be written.
            """)

    @Argument(help: "What is to be remembered: one to 2000 bytes.")
    var text: String

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The run's folder, or its name below the reports (default: the newest run).", valueName: "run"))
    var runName: String?

    @Option(help: "Where run folders lie (default: reports, or /var/tmp where the runner had to go there).")
    var reports: String?

    func run() throws {
        do throws(RunRefusal) { try put() } catch { throw refuse(error) }
    }

    private func put() throws(RunRefusal) {
        if let flaw = Note.flaw(in: text) { throw .usage(flaw) }
        let folder = try RunChoice.folder(runName, reports: reports)
        if let refusal = RunReading.noteRefusal(of: folder) { throw .usage(refusal) }
        let note = Note(writtenMs: StatusSource.nowMs(), text: text)
        let path: String
        do { path = try NoteBox.put(note, in: folder) } catch {
            throw RunRefusal(.harness, "the note is not written: \(error)")
        }
        try Output.put(said(path, folder))
    }

    /// The runner looks once a second; whether it took the note is worth a moment's waiting.
    private static let waitMsMax = 5_000
    private static let lookMs = 50

    private func said(_ path: String, _ folder: String) -> String {
        for _ in 0..<(Self.waitMsMax / Self.lookMs) {
            if access(path, F_OK) != 0 { return "noted in \(folder)/journal.jsonl\n" }
            usleep(UInt32(Self.lookMs) * 1000)
        }
        return
            "handed over: the runner of \(folder) has not taken it yet, and will (hip3-soak status shows it)\n"
    }
}
