import DoDCalendar
import DoDChecks
import DoDFormat

/// What to do after a verdict, one line a criterion that did not pass.
struct NextSteps {
    let lines: [String]

    /// The first whole regular session after what was judged.
    private static func nextSession(_ verdict: Verdict) -> String {
        guard let window = verdict.window else { return "`hip3-dod calendar` names it" }
        return verdict.calendar.nextSession(from: window.toMS) { $0.isRegular }?.text ?? "not known"
    }

    init(_ verdict: Verdict) {
        let open = verdict.results.filter { $0.outcome != .pass && !$0.isWaived }
        var lines = open.map { "\($0.id): \(Self.step($0, verdict))" }
        switch verdict.word {
        case .pass: lines = ["The day is whole: go on to the questions of Phase B."]
        case .rehearsalPass:
            lines = [
                verdict.evidence == .live
                    ? "Judge the same folder by phase-a: under this policy PASS can't be said."
                    : "The machinery works. Record a live day of 24 h and 2 minutes, only that can say PASS; the next "
                        + "US session is \(Self.nextSession(verdict))."
            ]
        case .fail, .inconclusive: break
        }
        self.lines = lines
    }

    private static func step(_ result: CriterionResult, _ verdict: Verdict) -> String {
        switch result.id {
        case "evidence": "judge the directory in which the engine's ledger lies, with --run for the runner's."
        case "duration": "let the run last 24 h and 2 minutes, so that a whole day of minutes is in it."
        case "coverage":
            "see the heat map for the hours that are missing, and the engine's log for their cause."
        case "self-recovery": "find out why it did not come back by itself before the next run."
        case "us-session":
            "start before a session opens and let it close: the next one is \(nextSession(verdict))."
        case "integrity":
            "keep the files as they are and look at the lines named above; `hip3-dod repair DIR` says what can be saved."
        case "completeness": "signals are missing or too many: run the same seed again and compare."
        case "semantics": "records contradict their own numbers: this engine must not be trusted with money."
        case "markets": "see why the markets named were not fed: delisted, renamed, or never subscribed?"
        case "indicators": "the ledger's minutes lack histograms: was it written by this engine?"
        case "rate-limits": "the venue cuts clients that exceed its limits; look at the minutes named."
        case "errors": "explain each error by a fault or mend its cause; none may stand unexplained."
        case "resources":
            result.outcome == .unknown
                ? "let it run longer at real speed: growth can't be told from so little."
                : "find what grows before leaving it alone for a month."
        case "faults": "a fault that did not bite proves nothing: repeat the run."
        default: "read the evidence named above."
        }
    }
}
