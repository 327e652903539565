import Subprocess
import Testing

/// A program that has ended.
struct ProgramRun: Sendable, CustomStringConvertible {
    /// 128 + the signal when one ended it.
    let code: Int32
    let output: String
    let errors: String

    static let outputBytesMax = 4 << 20

    /// What it said on its standard error, by lines.
    var errorLines: [Substring] { errors.split(separator: "\n") }

    var description: String { "exit \(code)\n\(output)\(errors)" }

    private init(_ status: TerminationStatus, output: String?, errors: String?) {
        code =
            switch status {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        self.output = output ?? ""
        self.errors = errors ?? ""
    }

    /// Runs one of the package's programs to its end. `under` stands before its command line (`setpriv …`);
    /// `isCopied` is where it is copied to first, for users who can't reach what was built.
    static func of(
        _ program: String, _ arguments: [String], under: [String] = [], isCopied place: Workplace? = nil
    ) async throws -> ProgramRun {
        let path = try place?.copied(program) ?? Workplace.built(program)
        let result = try await run(
            .name("env"), arguments: Arguments(under + [path] + arguments),
            output: .string(limit: outputBytesMax), error: .string(limit: outputBytesMax))
        return ProgramRun(
            result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    }

    /// Runs a program that goes on until it is told to stop. `body` gets its first line, the one that says
    /// `ready`; after `body` it is sent `signal`.
    static func of<Outcome: Sendable>(
        _ program: String, _ arguments: [String], under: [String] = [], isCopied place: Workplace? = nil,
        endedBy signal: Signal = .terminate,
        whileReady body: (ReadyLine) async throws -> Outcome
    ) async throws -> (run: ProgramRun, outcome: Outcome) {
        let path = try place?.copied(program) ?? Workplace.built(program)
        let result = try await run(
            .name("env"), arguments: Arguments(under + [path] + arguments), input: .none,
            output: .sequence, error: .string(limit: outputBytesMax)
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            do {
                let ready = ReadyLine(try await lines.next() ?? "")
                guard ready.isReady else { return Result<Outcome, any Error>.failure(NotReady()) }
                let outcome = try await body(ready)
                try execution.send(signal: signal)
                while try await lines.next() != nil {}
                return .success(outcome)
            } catch {
                try? execution.send(signal: .kill)
                return .failure(error)
            }
        }
        let ended = ProgramRun(result.terminationStatus, output: "", errors: result.standardError)
        do {
            return (ended, try result.closureResult.get())
        } catch is NotReady {
            throw ProgramFailure("\(program) ended before it was ready: \(ended)")
        }
    }

    /// Runs a program that goes on until it is told to stop. `body` gets what it has printed as soon as a line of that
    /// contains `word`; after `body` it is sent `signal`. What it printed is in the run's `output`.
    static func of<Outcome: Sendable>(
        _ program: String, _ arguments: [String], endedBy signal: Signal = .terminate,
        whenItSays word: String,
        _ body: @Sendable (String) async throws -> Outcome
    ) async throws -> (run: ProgramRun, outcome: Outcome) {
        let result = try await run(
            .name("env"), arguments: Arguments([Workplace.built(program)] + arguments), input: .none,
            output: .sequence, error: .string(limit: outputBytesMax)
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            var said = ""
            do {
                while let line = try await lines.next() {
                    said += line + "\n"
                    if line.contains(word) { break }
                }
                guard said.contains(word) else {
                    return (said, Result<Outcome, any Error>.failure(NotReady()))
                }
                let outcome = try await body(said)
                try execution.send(signal: signal)
                while let line = try await lines.next() { said += line + "\n" }
                return (said, .success(outcome))
            } catch {
                try? execution.send(signal: .kill)
                return (said, .failure(error))
            }
        }
        let (said, outcome) = result.closureResult
        let ended = ProgramRun(result.terminationStatus, output: said, errors: result.standardError)
        do { return (ended, try outcome.get()) } catch is NotReady {
            throw ProgramFailure("\(program) never said \(word): \(ended)")
        }
    }

    /// Runs a program to its end, and does something to it meanwhile; `body` gets its pid.
    static func of(
        _ program: String, _ arguments: [String], during body: @Sendable (pid_t) async throws -> Void
    ) async throws -> ProgramRun {
        let result = try await run(
            .name("env"), arguments: Arguments([Workplace.built(program)] + arguments), input: .none,
            output: .string(limit: outputBytesMax), error: .string(limit: outputBytesMax)
        ) { execution in
            do { try await body(execution.processIdentifier.value) } catch {
                try? execution.send(signal: .kill)
                throw error
            }
        }
        return ProgramRun(
            result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    }

    private struct NotReady: Error {}
}

struct ProgramFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// `ready port=4711 clock=/tmp/clock`
struct ReadyLine: Sendable {
    private let words: [String]

    init(_ line: String) { words = line.split(separator: " ").map(String.init) }

    var isReady: Bool { words.first == "ready" }

    func value(_ name: String) throws -> String {
        let word = try #require(words.first { $0.hasPrefix("\(name)=") }, "\(words) lacks \(name)")
        return String(word.dropFirst(name.count + 1))
    }
}

/// Waits for something that will be so. The deadline is far beyond what a busy machine needs.
func eventually(_ what: String, _ isSo: () throws -> Bool) async throws {
    for _ in 0..<6_000 {
        if try isSo() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw ProgramFailure("waited in vain for \(what)")
}
