import Synchronization

/// How the running engine says that it is, asked of its own `/healthz` from whatever thread wants to know.
package final class EngineHealth: Sendable {
    package struct Word: Equatable, Sendable {
        package var isHealthy: Bool
        package var text: String

        package init(isHealthy: Bool, text: String) {
            self.isHealthy = isHealthy
            self.text = text
        }
    }

    private let client = Mutex<OpsClient?>(nil)

    func asks(_ client: OpsClient?) { self.client.withLock { $0 = client } }

    /// Nil of an engine that has no such page or is not ready. Waits for a moment for the answer; none is a bad one.
    package func ask() -> Word? {
        guard let client = client.withLock({ $0 }) else { return nil }
        guard let answer = client.health() else {
            return Word(isHealthy: false, text: "the engine does not answer")
        }
        return Word(isHealthy: answer.status == 200, text: answer.body)
    }
}
