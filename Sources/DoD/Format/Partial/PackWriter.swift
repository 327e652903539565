/// Writes numbers and texts in a row, each as short as it is: what a partial is made of.
struct PackWriter {
    private(set) var bytes: [UInt8] = []

    mutating func int(_ value: Int64) { ShortNumber.append(value, to: &bytes) }
    mutating func int(_ value: Int) { int(Int64(value)) }
    mutating func flag(_ value: Bool) { int(value ? 1 : 0) }

    mutating func text(_ text: String) {
        int(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func optional<Value>(_ value: Value?, _ write: (inout PackWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    mutating func list<Element>(
        _ elements: some Collection<Element>, _ write: (inout PackWriter, Element) -> Void
    ) {
        int(elements.count)
        for element in elements { write(&self, element) }
    }

    mutating func market(_ market: MarketKey) {
        text(market.dex)
        int(market.index)
    }

    mutating func side(_ side: Side) { flag(side == .sell) }
}

/// Reads what `PackWriter` wrote. Throws `PartialError` where it is not that.
struct PackReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func int() throws -> Int64 {
        guard let value = ShortNumber.read(bytes, &at) else {
            throw PartialError("its numbers are cut short")
        }
        return value
    }

    mutating func count() throws -> Int {
        let value = try int()
        guard value >= 0, value <= Int64(bytes.count) else {
            throw PartialError("it holds a count that can't be")
        }
        return Int(value)
    }

    mutating func flag() throws -> Bool { try int() != 0 }

    mutating func text() throws -> String {
        let length = try count()
        guard bytes.count - at >= length else { throw PartialError("its texts are cut short") }
        defer { at += length }
        guard let text = String(validating: bytes[at..<at + length], as: UTF8.self) else {
            throw PartialError("it holds a text that is no UTF-8")
        }
        return text
    }

    mutating func optional<Value>(_ read: (inout PackReader) throws -> Value) throws -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func list<Element>(_ read: (inout PackReader) throws -> Element) throws -> [Element] {
        try (0..<(try count())).map { _ in try read(&self) }
    }

    mutating func market() throws -> MarketKey {
        let dex = try text()
        return MarketKey(dex: dex, index: Int(try int()))
    }

    mutating func side() throws -> Side { try flag() ? .sell : .buy }
}

/// Why partials can't be read or joined: one line that says what to do.
package struct PartialError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
