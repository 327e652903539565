import ArgumentParser
import DoDFormat
import DoDRepair

struct RepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Says how damaged files can be mended; with --apply it mends them and loses no byte.",
        discussion: """
            Whole records stay in the mended file; all other bytes move to quarantine/, with a list that says \
            where each byte of the damaged file is now. A Parquet file that was never closed becomes JSON \
            Lines, every complete row group of it. Nothing is deleted. Ledgers are evidence and never mended, so a \
            mended file whose bytes a ledger vouches for still fails the verdict.

            Exit: 0 nothing is left to mend (or it was only asked), 1 something could not be mended, 64 wrong \
            usage, 75 an engine is writing there.

            examples:
              hip3-dod repair data/mainnet/signals
              hip3-dod repair data/mainnet/signals --apply
            """)

    @Argument(help: "The data directory, or the folder of a run with data/ in it.")
    var directory: String

    @Flag(help: "Do it; without this nothing is written.")
    var apply = false

    func run() throws {
        do {
            try repair()
        } catch let error as DirectoryLock.Held {
            Output.error("hip3-dod: \(error)")
            throw ExitStatus.held.code
        } catch let error where error is ReadError || error is Output.Lost {
            Output.error("hip3-dod: \(error)")
            throw ExitStatus(error).code
        }
    }

    private func repair() throws {
        let directory = EvidenceReader.dataDirectory(of: directory)
        let lock = apply ? try DirectoryLock(directory) : nil
        defer { withExtendedLifetime(lock) {} }
        let repairs = try RepairPlanner(folder: directory).repairs()
        let leftovers = RepairText.leftovers(try RepairLeftovers(directory, without: repairs))
        if repairs.isEmpty {
            return try Output.standard(
                "\(directory): nothing to mend in files of records; hip3-dod check says whether they are right\n"
                    + leftovers)
        }
        var failed = 0
        for repair in repairs {
            try Output.standard(RepairText.plan(repair, isDone: apply))
            guard apply, repair.obstacle == nil else {
                failed += repair.obstacle == nil ? 0 : 1
                continue
            }
            let outcome = try RepairWorker(folder: directory).apply(repair)
            try Output.standard(RepairText.outcome(outcome))
        }
        try Output.standard(leftovers)
        if !apply, repairs.contains(where: { $0.obstacle == nil }) {
            try Output.standard("Nothing was written. To do this: hip3-dod repair \(directory) --apply\n")
        }
        if apply, failed > 0 { throw ExitStatus.failed.code }
    }
}
