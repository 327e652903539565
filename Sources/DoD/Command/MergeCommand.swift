import ArgumentParser
import DoDAnalysis
import DoDChecks
import DoDFormat

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Joins partials of the days of a run, and says the verdict on the whole.",
        discussion: """
            The verdict is that of one check of all days, byte for byte. Policy, calendar and times are those that the \
            partials were made with, and must be the same in all.

            example: hip3-dod check --partial 20.partial day-20 && hip3-dod check --partial 21.partial day-21 \
            && hip3-dod merge 20.partial 21.partial --json verdict.json
            """)

    @Argument(help: "Files that check --partial wrote.") var partials: [String]
    @Flag(help: "A rehearsal is asked for: REHEARSAL PASS ends with 0.") var rehearsal = false
    @OptionGroup var output: VerdictOutput

    func run() throws {
        let status: ExitStatus
        do {
            status = try judge()
        } catch {
            Output.error("hip3-dod: \(error)")
            status = ExitStatus(error)
        }
        throw status.code
    }

    private func judge() throws -> ExitStatus {
        let terms = try PartialTerms(try PartialJoin.terms(of: partials))
        let joined = try PartialJoin(partials, phases: TradingPhases.rule(terms.calendar).phases)
        for remark in joined.remarks { Output.error("hip3-dod: \(remark)") }
        let judge = Judge(
            policy: terms.policy, calendar: terms.calendar, criteria: StandardCriteria.all(terms.calendar))
        let (verdict, picture) = judge.verdict(joined.evidence, withPicture: output.drawsPicture)
        try output.write(verdict, joined.evidence, picture, page: output.page(threads: 1), threads: 1)
        return ExitStatus(verdict.word, isRehearsal: rehearsal)
    }
}
