import EngineStore

/// Runs a call that waits for a disk on a thread of its own.
func onOwnThread<Result: Sendable>(
    _ name: String, _ call: @escaping @Sendable () -> Result
) async -> Result {
    await withCheckedContinuation { continuation in
        _ = OwnThread(name) { continuation.resume(returning: call()) }
    }
}
