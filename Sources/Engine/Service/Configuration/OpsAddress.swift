/// Where the engine can be asked how it is: `127.0.0.1:9646`. Port 0 lets the system choose.
package struct OpsAddress: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: Int

    package static let standard = OpsAddress(host: "127.0.0.1", port: 9646)

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Nil for anything but `HOST:PORT`.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        self.init(host: String(host), port: port)
    }

    package var description: String { "\(host):\(port)" }
}
