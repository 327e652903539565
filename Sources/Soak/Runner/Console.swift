import Glibc

/// Where the run talks to its user: lines, and on a terminal one bar that is drawn over. Of one thread; several
/// runs side by side have each their own, on a common `ConsoleBoard`.
package final class Console {
    private enum Place {
        case descriptor(Int32)
        case board(ConsoleBoard, name: String)
    }

    private let place: Place
    package let isTerminal: Bool
    private var hasBar = false

    package init(output: Int32 = 1, isTerminal: Bool? = nil) {
        place = .descriptor(output)
        self.isTerminal = isTerminal ?? (isatty(output) == 1)
    }

    init(on board: ConsoleBoard, name: String) {
        place = .board(board, name: name)
        isTerminal = board.isTerminal
    }

    package func say(_ line: String) {
        switch place {
        case .descriptor(let output):
            Screen.put((hasBar ? Screen.clearLine : "") + line + "\n", to: output)
            hasBar = false
        case .board(let board, let name): board.say(name, line)
        }
    }

    /// How far the run is; `isTenth` when a log should hear of it too.
    func show(_ progress: ProgressLine, isTenth: Bool) {
        switch place {
        case .descriptor:
            if isTerminal { draw(progress.bar(width: ProgressReporter.barWidth)) }
            if !isTerminal, isTenth { say(progress.text) }
        case .board(let board, let name): board.show(name, percent: progress.percent)
        }
    }

    func draw(_ bar: String) {
        guard case .descriptor(let output) = place else { return }
        Screen.put(Screen.clearLine + Screen.clipped(bar, to: output), to: output)
        hasBar = true
    }

    func endBar() {
        guard hasBar, case .descriptor(let output) = place else { return }
        Screen.put(Screen.clearLine, to: output)
        hasBar = false
    }
}

/// A terminal, as far as it is needed here.
package enum Screen {
    static let clearLine = "\r\u{1b}[K"

    /// Columns; nil when it is no terminal.
    package static func width(_ output: Int32) -> Int? {
        var size = winsize()
        guard isatty(output) == 1, ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// Cut so that it stays on one line.
    static func clipped(_ text: String, to output: Int32) -> String {
        guard let width = width(output), text.count >= width else { return text }
        return text.prefix(max(1, width - 2)) + "…"
    }

    // By write(2): what is printed into a pipe would wait for a full buffer.
    static func put(_ text: String, to output: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if wrote < 0, errno == EINTR { continue }
            if wrote <= 0 { return }
            bytes = bytes.dropFirst(wrote)
        }
    }
}
