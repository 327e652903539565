/// A line of the screen: pieces of text with their colours. Its width is that of its text.
struct StyledLine: Equatable, Sendable {
    enum Style: Equatable, Sendable { case plain, bold, dim, good, warning, bad }

    private(set) var pieces: [(style: Style, text: String)] = []

    init() {}

    init(_ text: String, _ style: Style = .plain) { add(text, style) }

    mutating func add(_ text: String, _ style: Style = .plain) {
        let text = Words.plain(text)
        if !text.isEmpty { pieces.append((style, text)) }
    }

    var width: Int { pieces.reduce(0) { $0 + $1.text.count } }
    var text: String { pieces.map(\.text).joined() }

    static func == (left: Self, right: Self) -> Bool {
        left.pieces.elementsEqual(right.pieces) { $0.style == $1.style && $0.text == $1.text }
    }

    /// Cut to `columns`, with the terminal's sequences where `isColoured`.
    func rendered(columns: Int, isColoured: Bool) -> String {
        var left = columns
        var line = ""
        let isCut = width > columns
        for (style, text) in pieces {
            guard left > 0 else { break }
            let room = isCut ? max(0, left - 1) : left
            let shown = text.count > room ? String(text.prefix(room)) : text
            left -= shown.count
            line += isColoured && !style.code.isEmpty ? "\u{1b}[\(style.code)m\(shown)\u{1b}[0m" : shown
            if shown.count < text.count { break }
        }
        return isCut && columns > 0 ? line + "…" : line
    }
}

extension StyledLine.Style {
    /// SGR, of the terminal's own eight colours, which fit a light and a dark one.
    fileprivate var code: String {
        switch self {
        case .plain: ""
        case .bold: "1"
        case .dim: "2"
        case .good: "32"
        case .warning: "33"
        case .bad: "1;31"
        }
    }
}
