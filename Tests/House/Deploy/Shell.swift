import Subprocess
import Testing

/// A command that has ended.
struct Shell: Sendable, CustomStringConvertible {
    let code: Int32
    let output: String
    let errors: String

    private static let outputBytesMax = 1 << 20

    /// Carries it out in the checkout's folder, with variables as `NAME=value` before it.
    static func run(_ words: [String], with variables: [String] = []) async throws -> Shell {
        let result = try await Subprocess.run(
            .name("env"), arguments: Arguments(["-C", Checkout.root] + variables + words),
            output: .string(limit: outputBytesMax), error: .string(limit: outputBytesMax))
        let code: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return Shell(code: code, output: result.standardOutput, errors: result.standardError)
    }

    var errorLines: [Substring] { errors.split(separator: "\n") }
    var description: String { "exit \(code)\n\(output)\(errors)" }
}
