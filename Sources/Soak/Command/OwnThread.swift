import Dispatch

/// Runs what blocks on a thread of its own, away from the pool that async code shares.
enum OwnThread {
    static func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "run").async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
