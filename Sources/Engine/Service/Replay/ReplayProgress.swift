import CClockPage
import Glibc

/// How far a replay is: one line that rewrites itself on a terminal, now and then a line of its own in a log.
struct ReplayProgress {
    private let bytes: Int64
    private let beganNs: Int64
    private let isTerminal: Bool
    private var shownNs: Int64
    private var hasShown = false

    private static let terminalEveryNs: Int64 = 200_000_000
    private static let logEveryNs: Int64 = 10_000_000_000
    private static let barCells: Int64 = 30

    init(bytes: Int64, beganNs: Int64) {
        self.bytes = max(1, bytes)
        self.beganNs = beganNs
        isTerminal = isatty(2) == 1
        shownNs = beganNs
    }

    mutating func show(_ used: Int64, _ tally: Replay.Tally) {
        let nowNs = clock_real_ns()
        guard nowNs - shownNs >= (isTerminal ? Self.terminalEveryNs : Self.logEveryNs) else { return }
        shownNs = nowNs
        hasShown = true
        let elapsed = Double(nowNs - beganNs) / 1e9
        let left = elapsed * Double(bytes - used) / Double(max(1, used))
        let rate = Int64(Double(tally.frames) / max(elapsed, 1e-9))
        let words =
            "\(used * 100 / bytes) %, \(rate) frames/s, "
            + "\(ReplayReport.duration(tally.lastMS - tally.firstMS)) replayed, "
            + "\(ReplayReport.duration(Int64(left * 1_000))) left"
        guard isTerminal else { return Console.complain("replay: \(words)") }
        let cells = Int(used * Self.barCells / bytes)
        let bar =
            String(repeating: "#", count: cells)
            + String(repeating: "-", count: Int(Self.barCells) - cells)
        write("\r[\(bar)] \(words)\u{1b}[K")
    }

    /// Leaves the terminal's line.
    func end() {
        if isTerminal, hasShown { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(2, bytes, bytes.count)
    }
}
