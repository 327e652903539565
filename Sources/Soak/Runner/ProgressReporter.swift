import SoakFaults

/// Shows how far the run is: a bar on a terminal, a line each tenth of the way elsewhere.
struct ProgressReporter {
    private let window: VirtualWindow
    private let console: Console
    private var nextAtMs: Int64 = 0
    private var nextPercent = 10
    private var mark: (virtual: VirtualTime, realMs: Int64)?
    private var rate = 0.0
    private var signals: Int64?
    private var signalsBefore: Int64 = 0
    private var generation = 0

    static let everyMs: Int64 = 1000
    static let barWidth = 30

    init(window: VirtualWindow, console: Console) {
        self.window = window
        self.console = console
    }

    mutating func show(now: VirtualTime, engine: EngineProcess) {
        let realMs = MonotonicClock.nowMs()
        guard realMs >= nextAtMs else { return }
        nextAtMs = realMs + Self.everyMs
        if let mark, realMs > mark.realMs {
            rate = Double(now.ms - mark.virtual.ms) / Double(realMs - mark.realMs)
        }
        mark = (now, realMs)
        count(engine)
        let line = ProgressLine(window: window, now: now, rate: rate, signals: signals)
        let isTenth = line.percent >= nextPercent
        if isTenth { nextPercent = line.percent / 10 * 10 + 10 }
        console.show(line, isTenth: isTenth)
    }

    // An engine counts from its own start; what earlier lives counted is added.
    private mutating func count(_ engine: EngineProcess) {
        if engine.generation != generation {
            generation = engine.generation
            signalsBefore = signals ?? 0
        }
        if let counted = engine.ops?.signals() { signals = signalsBefore + counted }
    }
}
