import Glibc

/// Where the run talks to its user: lines, and on a terminal one bar that is drawn over.
package final class Console {
    private let output: Int32
    package let isTerminal: Bool
    private var hasBar = false

    package init(output: Int32 = 1, isTerminal: Bool? = nil) {
        self.output = output
        self.isTerminal = isTerminal ?? (isatty(output) == 1)
    }

    package func say(_ line: String) {
        put((hasBar ? "\r\u{1b}[K" : "") + line + "\n")
        hasBar = false
    }

    func draw(_ bar: String) {
        put("\r\u{1b}[K" + bar)
        hasBar = true
    }

    func endBar() {
        if hasBar { put("\r\u{1b}[K") }
        hasBar = false
    }

    // By write(2): what is printed into a pipe would wait for a full buffer.
    private func put(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if wrote <= 0 { return }
            bytes = bytes.dropFirst(wrote)
        }
    }
}
