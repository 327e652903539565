/// Where a key, and what it says, stand in the bytes of a line. Only for lines that are wrong: a search through text.
enum KeyPlace {
    /// The first byte of the key's value; nil when the key is not there.
    static func value(of key: String, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard var at = self.key(key, in: bytes) else { return nil }
        at += key.utf8.count + 2
        while at < bytes.count, isBlank(bytes[at]) || bytes[at] == UInt8(ascii: ":") { at += 1 }
        return at < bytes.count ? at : nil
    }

    /// The key's opening quote.
    static func key(_ key: String, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let quoted = Array("\"\(key)\"".utf8)
        guard bytes.count > quoted.count else { return nil }
        return (0..<bytes.count - quoted.count).first { at in
            guard bytes[at] == quoted[0], bytes[at...].starts(with: quoted) else { return false }
            let behind = bytes[(at + quoted.count)...].first { !isBlank($0) }
            return behind == UInt8(ascii: ":")
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension FormatError {
    /// The same, said of a byte; where that is known already, or can't be told, as it is.
    func moved(to place: Int?) -> FormatError {
        guard at == 0, let place else { return self }
        return FormatError(kind, at: place, detail)
    }

    /// One that begins with the name of a key is moved to where the key's value stands.
    func placed(in bytes: UnsafeBufferPointer<UInt8>) -> FormatError {
        guard let word = detail.split(separator: " ").first else { return self }
        let key = word.split(separator: ".").first ?? word
        return moved(to: KeyPlace.value(of: String(key), in: bytes))
    }
}
