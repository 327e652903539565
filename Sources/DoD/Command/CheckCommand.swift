import ArgumentParser
import CAllocator
import DoDAnalysis
import DoDChecks
import DoDFormat

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Judges data directories and says the verdict.",
        discussion: """
            examples:
              hip3-dod check reports/RUN_ID --rehearsal --html report.html
              hip3-dod check --partial 20.partial day-20
            """)

    @OptionGroup var options: CheckOptions

    func run() throws {
        let status: ExitStatus
        do {
            status = try judge(CheckRequest(options))
        } catch {
            Output.error("hip3-dod: \(error)")
            status = ExitStatus(error)
        }
        throw status.code
    }

    private func judge(_ request: CheckRequest) throws -> ExitStatus {
        var asked = request.evidence
        asked.episodes = TradingPhases.rule(request.calendar)
        if let path = options.partial {
            let terms = try PartialTerms.texts(policy: options.policy, calendar: options.calendar)
            try PartialMaker.write(asked, terms: terms, to: path)
            try Output.standard(
                "\(path): a partial of \(request.evidence.directories.joined(separator: ", "))\n")
            return .passed
        }
        let threads = request.evidence.threads.threads
        let page = options.output.page(threads: threads)
        let evidence = try EvidenceReader.read(asked)
        // What reading needed is not needed again: neither its memory nor its code.
        callocator_give_back()
        callocator_give_back_code()
        let judge = Judge(
            policy: request.policy, calendar: request.calendar,
            criteria: StandardCriteria.all(request.calendar), threads: threads)
        let (verdict, picture) = judge.verdict(evidence, withPicture: options.output.drawsPicture)
        try options.output.write(verdict, evidence, picture, page: page, threads: threads)
        return ExitStatus(verdict.word, isRehearsal: options.rehearsal)
    }
}
