import Glibc

/// A screen of a terminal that is drawn over and over without flicker: in the alternate buffer, each picture
/// written with one write(2), every line cleared behind its end. What was on the terminal before is there again
/// when it ends, however it ends in order.
package final class LiveScreen {
    private let input: Int32
    private let output: Int32
    private var before = termios()
    private var isOpen = false

    /// Columns and rows, where the terminal does not say.
    static let sizeUnknown = (columns: 80, rows: 24)
    private static let enter = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[2J"
    private static let leave = "\u{1b}[?25h\u{1b}[?1049l"
    /// A terminal that knows it shows a picture only when it is whole; others pass over it.
    private static let beginPicture = "\u{1b}[?2026h"
    private static let endPicture = "\u{1b}[?2026l"

    /// Nil when input or output is no terminal.
    package init?(input: Int32 = 0, output: Int32 = 1) {
        guard isatty(input) == 1, isatty(output) == 1 else { return nil }
        self.input = input
        self.output = output
    }

    deinit { close() }

    private func open() {
        guard !isOpen, tcgetattr(input, &before) == 0 else { return }
        isOpen = true
        var raw = before
        // Keys one by one and unseen; Ctrl-C still is a signal.
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(input, TCSANOW, &raw)
        put(Self.enter)
    }

    package func close() {
        guard isOpen else { return }
        isOpen = false
        put(Self.leave)
        tcsetattr(input, TCSANOW, &before)
    }

    private var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return Self.sizeUnknown
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Shows a status every `everyMs` of real time, and at once when the size changes, until q or `isStopped`.
    package func show(everyMs: Int64, isStopped: () -> Bool, _ status: () -> RunStatus) {
        open()
        defer { close() }
        var last: (columns: Int, rows: Int) = (0, 0)
        var current: RunStatus?
        var dueMs: Int64 = 0
        while !isStopped() {
            let nowMs = StatusSource.nowMs()
            let size = size
            let isResized = size != last
            if current == nil || nowMs >= dueMs || nowMs < dueMs - everyMs {
                current = status()
                dueMs = nowMs + everyMs
            } else if !isResized {
                if key() { return }
                continue
            }
            if let current { draw(current, size, clears: isResized) }
            last = size
            if key() { return }
        }
    }

    /// Waits a moment for a key; true for one that leaves.
    private func key() -> Bool {
        var ready = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, Self.keyWaitMs) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 64)
        let got = read(input, &bytes, bytes.count)
        if got == 0 { return true }
        if got < 0 { return errno != EINTR && errno != EAGAIN }
        return bytes[..<got].contains { Self.leavingKeys.contains($0) }
    }

    private static let keyWaitMs: Int32 = 100
    /// q, Q, and Ctrl-C where the terminal hands it on as a key.
    private static let leavingKeys: [UInt8] = [0x71, 0x51, 0x03]

    private func draw(_ status: RunStatus, _ size: (columns: Int, rows: Int), clears: Bool) {
        put(Self.picture(status, columns: size.columns, rows: size.rows, clears: clears))
    }

    /// The bytes of one picture: `rows` lines, the last of which says how to leave.
    static func picture(_ status: RunStatus, columns: Int, rows: Int, clears: Bool) -> String {
        let screen = StatusScreen(status, width: columns)
        var lines = screen.lines(height: rows - 1).map { $0.rendered(columns: columns, isColoured: true) }
        while lines.count < rows - 1 { lines.append("") }
        let foot = StyledLine("\(Words.time(status.madeMs)) UTC   q leaves", .dim)
        lines.append(foot.rendered(columns: columns, isColoured: true))
        return beginPicture + (clears ? "\u{1b}[2J" : "") + "\u{1b}[H"
            + lines.prefix(max(1, rows)).map { $0 + "\u{1b}[K" }.joined(separator: "\r\n") + endPicture
    }

    private func put(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if wrote < 0, errno == EINTR { continue }
            if wrote <= 0 { return }
            bytes = bytes.dropFirst(wrote)
        }
    }
}
