import Glibc
import Synchronization

/// What several runs side by side say, on one screen: each line with the name of its run before it, and on a
/// terminal one bar for all of them. Lines never mix.
package final class ConsoleBoard: Sendable {
    private struct State {
        /// In the order of their beginning.
        var running: [(name: String, percent: Int)] = []
        var done = 0
        var hasBar = false
    }

    private let output: Int32
    package let isTerminal: Bool
    private let total: Int
    private let nameWidth: Int
    private let state = Mutex(State())

    static let barWidth = 20

    package init(names: [String], output: Int32 = 1, isTerminal: Bool? = nil) {
        self.output = output
        self.isTerminal = isTerminal ?? (isatty(output) == 1)
        total = names.count
        nameWidth = names.map(\.count).max() ?? 0
    }

    /// A run begins; what it says goes through this console.
    func begin(_ name: String) -> Console {
        state.withLock { $0.running.append((name, 0)) }
        return Console(on: self, name: name)
    }

    func end(_ name: String) {
        state.withLock { state in
            state.running.removeAll { $0.name == name }
            state.done += 1
            draw(&state)
        }
    }

    func say(_ name: String, _ text: String) {
        let head = name + String(repeating: " ", count: max(0, nameWidth - name.count)) + " | "
        put(text.split(separator: "\n", omittingEmptySubsequences: false).map { head + $0 })
    }

    /// For all runs together.
    package func say(_ text: String) { put([text]) }

    func show(_ name: String, percent: Int) {
        state.withLock { state in
            guard let index = state.running.firstIndex(where: { $0.name == name }) else { return }
            state.running[index].percent = percent
            draw(&state)
        }
    }

    /// When nothing more runs.
    func close() {
        state.withLock { state in
            if state.hasBar { Screen.put(Screen.clearLine, to: output) }
            state.hasBar = false
        }
    }

    private func put(_ lines: [String]) {
        state.withLock { state in
            let clear = state.hasBar ? Screen.clearLine : ""
            Screen.put(clear + lines.map { $0 + "\n" }.joined(), to: output)
            state.hasBar = false
            draw(&state)
        }
    }

    private func draw(_ state: inout State) {
        guard isTerminal, !state.running.isEmpty else { return }
        let bar = Self.bar(done: state.done, total: total, running: state.running)
        Screen.put(Screen.clearLine + Screen.clipped(bar, to: output), to: output)
        state.hasBar = true
    }

    /// `[####......] 3 of 8 done  smoke-clean 45 %  day 3 %`
    static func bar(done: Int, total: Int, running: [(name: String, percent: Int)]) -> String {
        let parts = done * 100 + running.reduce(0) { $0 + $1.percent }
        let filled = total == 0 ? 0 : min(barWidth, parts * barWidth / (total * 100))
        let names = running.map { "  \($0.name) \($0.percent) %" }.joined()
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: barWidth - filled)
            + "] \(done) of \(total) done" + names
    }
}
