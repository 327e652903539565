/// Whether a run is as it should be, in a word for a machine that asks: `/healthz`. Pure.
struct RunHealth: Equatable {
    var isWell: Bool
    /// One line, or what the engine said of itself.
    var text: String

    /// `engine`: its own word; nil: it has none, and is taken to be well while it runs.
    init(_ status: RunStatus, engine: (isHealthy: Bool, text: String)?) {
        switch status.state {
        case .preparing: self.init(true, "preparing")
        case .running:
            self.init(engine?.isHealthy ?? true, engine?.text ?? "running")
        case .ended("completed", _):
            // Judging takes a moment; a run that stays without a verdict wants somebody.
            if case .written(let word) = status.verdict.source {
                self.init(true, "over: \(word)")
            } else {
                self.init(false, "over, and not judged")
            }
        case .engineDown(let why, _): self.init(false, "the engine is down: \(why)")
        case .ended, .paused, .abandoned, .noRun:
            self.init(
                false, [status.state.word, status.state.detail].compactMap { $0 }.joined(separator: ": "))
        }
    }

    private init(_ isWell: Bool, _ text: String) {
        self.isWell = isWell
        self.text = text
    }
}
