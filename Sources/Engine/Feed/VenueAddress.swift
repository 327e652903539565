/// A URL of the config that can't be used. One line that says what and how to mend it.
package struct VenueAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    package let key: String
    package let text: String
    package let problem: String

    package var description: String { "\(key) = \"\(text)\": \(problem)" }
}

/// Where the venue is: a checked URL, taken apart.
package struct VenueAddress: Hashable, Sendable {
    package let isSecure: Bool
    /// Without brackets, also for an IPv6 address.
    package let host: String
    package let port: Int
    /// Begins with a slash.
    package let path: String

    /// The feed: `ws://` or `wss://`. `key` is the config key that an error names.
    package static func webSocket(
        _ text: String, key: String = "ws_url"
    ) throws(VenueAddressError) -> VenueAddress {
        try VenueAddress(text, key: key, plain: "ws", secure: "wss", example: "wss://api.hyperliquid.xyz/ws")
    }

    /// `/info`: `http://` or `https://`.
    package static func http(_ text: String, key: String = "info_url") throws(VenueAddressError)
        -> VenueAddress
    {
        try VenueAddress(
            text, key: key, plain: "http", secure: "https", example: "https://api.hyperliquid.xyz/info")
    }

    private init(
        _ text: String, key: String, plain: String, secure: String, example: String
    ) throws(VenueAddressError) {
        func wrong(_ problem: String) -> VenueAddressError {
            VenueAddressError(key: key, text: text, problem: "\(problem), as in \(example)")
        }
        guard let schemeEnd = text.range(ofScheme: "://") else { throw wrong("there is no scheme") }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        guard scheme == plain || scheme == secure else {
            throw wrong("the scheme must be \(plain) or \(secure)")
        }
        isSecure = scheme == secure
        let rest = text[schemeEnd.upperBound...]
        if rest.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f || $0 >= 0x80 }) {
            throw wrong("there are blanks or strange characters in it")
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let tail = rest[authority.endIndex...]
        if tail.contains("#") { throw wrong("a fragment (#) has no meaning here") }
        path = tail.hasPrefix("/") ? String(tail) : "/" + tail
        if authority.contains("@") { throw wrong("this engine takes no user or password") }
        guard let (host, portText) = VenueAddress.split(authority) else {
            throw wrong("the address in brackets does not end")
        }
        if host.isEmpty { throw wrong("there is no host") }
        self.host = String(host)
        if let portText {
            guard let port = Int(portText), portText.allSatisfy(\.isNumber), (1...65_535).contains(port)
            else {
                throw wrong("the port must be a number from 1 to 65535")
            }
            self.port = port
        } else {
            port = isSecure ? 443 : 80
        }
    }

    /// As the `Host` header and a log name it.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    private static func split(_ authority: Substring) -> (host: Substring, port: Substring?)? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            if rest.isEmpty { return (host, nil) }
            return rest.hasPrefix(":") ? (host, rest.dropFirst()) : nil
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }
}

extension String {
    fileprivate func range(ofScheme separator: String) -> Range<String.Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(separator) { return at..<index(at, offsetBy: separator.count) }
            at = index(after: at)
        }
        return nil
    }
}
