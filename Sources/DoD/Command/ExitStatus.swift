import ArgumentParser
import DoDChecks
import DoDFormat

/// The exit codes that scripts rely on, and the only place that maps outcomes to them.
enum ExitStatus: Int32 {
    case passed = 0
    case failed = 1
    case inconclusive = 2
    case usage = 64
    case broken = 70
    case held = 75

    init(_ word: Verdict.Word, isRehearsal: Bool) {
        switch word {
        case .pass: self = .passed
        case .rehearsalPass: self = isRehearsal ? .passed : .inconclusive
        case .fail: self = .failed
        case .inconclusive: self = .inconclusive
        }
    }

    /// Bad input is the user's to mend; anything else is ours.
    init(_ error: any Error) {
        self =
            error is ReadError || error is PartialError || error is PolicyError || error is UsageError
            ? .usage : .broken
    }

    var code: ExitCode { ExitCode(rawValue) }
}

/// An argument that says nothing we can use; one line says which.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}
