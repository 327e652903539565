/// Where the status page listens.
package struct StatusAddress: Equatable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: Int

    private static let loopback = "127.0.0.1"

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `8080` and `:8080` mean loopback; `[::1]:8080` an IPv6 address. Nil when it is none of these.
    package init?(_ text: String) {
        let colon = text.lastIndex(of: ":")
        let digits = colon.map { text[text.index(after: $0)...] } ?? text[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits),
            port <= 65_535
        else { return nil }
        var host = colon.map { String(text[..<$0]) } ?? ""
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        self.host = host.isEmpty ? Self.loopback : host
        self.port = port
    }

    /// Nobody but this machine's own users can reach it.
    package var isLoopback: Bool { host == "::1" || host == "localhost" || host.hasPrefix("127.") }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
