/// The members of an object on their way into a typed value: each is taken once by its name, and what is
/// left over is what a newer writer added.
package struct Members {
    private let members: [JSONMember]
    private var isTaken: [Bool]
    private var cursor = 0

    /// Throws when `value` is no object.
    package init(_ value: JSONValue) throws {
        guard case .object(let members) = value else { throw FormatError(.notAnObject) }
        self.members = members
        isTaken = Array(repeating: false, count: members.count)
    }

    /// Keys that nobody took, in their order.
    package var leftOver: [String] {
        zip(members, isTaken).filter { !$0.1 }.map(\.0.key)
    }

    package mutating func value(_ key: String) throws -> JSONValue {
        guard let value = optionalValue(key) else { throw FormatError(.missingKey, key) }
        return value
    }

    /// Members come in the order in which they are asked for, so the search nearly always ends at once.
    package mutating func optionalValue(_ key: String) -> JSONValue? {
        for step in 0..<members.count {
            let index = (cursor + step) % members.count
            if !isTaken[index], members[index].key == key {
                isTaken[index] = true
                cursor = index + 1
                return members[index].value
            }
        }
        return nil
    }

    package mutating func integer(_ key: String) throws -> Int64 {
        switch try value(key) {
        case .integer(let number): return try Self.bounded(number, NumberBounds.whole, key)
        case .null: throw FormatError(.nullValue, key)
        case .string: throw FormatError(.numberAsString, key)
        default: throw FormatError(.numberExpected, "\(key) must be an integer")
        }
    }

    /// A count: an integer that is not below zero.
    package mutating func count(_ key: String) throws -> Int64 {
        let number = try integer(key)
        if number < 0 { throw FormatError(.notPositive, key) }
        return try Self.bounded(number, NumberBounds.count, key)
    }

    /// A moment, in milliseconds since 1970.
    package mutating func time(_ key: String) throws -> Int64 {
        try Self.bounded(try integer(key), NumberBounds.time, key)
    }

    private static func bounded(
        _ number: Int64, _ range: ClosedRange<Int64>, _ key: String
    ) throws -> Int64 {
        guard range.contains(number) else { throw FormatError(.numberTooLarge, "\(key) \(number)") }
        return number
    }

    package mutating func optionalInteger(_ key: String) throws -> Int64? {
        switch try value(key) {
        case .integer(let number): return try Self.bounded(number, NumberBounds.whole, key)
        case .null: return nil
        case .string: throw FormatError(.numberAsString, key)
        default: throw FormatError(.numberExpected, "\(key) must be an integer or null")
        }
    }

    package mutating func string(_ key: String) throws -> String {
        switch try value(key) {
        case .string(let text): return text
        case .null: throw FormatError(.nullValue, key)
        default: throw FormatError(.stringExpected, key)
        }
    }

    package mutating func optionalString(_ key: String) throws -> String? {
        switch try value(key) {
        case .string(let text): return text
        case .null: return nil
        default: throw FormatError(.stringExpected, key)
        }
    }

    /// Nil where older writers had no such member.
    package mutating func stringIfThere(_ key: String) throws -> String? {
        has(key) ? try string(key) : nil
    }

    package mutating func flag(_ key: String) throws -> Bool {
        guard case .flag(let flag) = try value(key) else {
            throw FormatError(.notJSON, "\(key) must be true or false")
        }
        return flag
    }

    package mutating func amount(_ key: String) throws -> Amount {
        guard let amount = Amount(try numberText(key)) else { throw FormatError(.tooManyDecimals, key) }
        return amount
    }

    package mutating func basisPoints(_ key: String) throws -> BasisPoints {
        guard let points = BasisPoints(try numberText(key)) else { throw FormatError(.tooManyDecimals, key) }
        return points
    }

    /// A number of any kind, as written.
    package mutating func numberText(_ key: String) throws -> String {
        switch try value(key) {
        case .integer(let number): return String(number)
        case .decimal(let text): return text
        case .null: throw FormatError(.nullValue, key)
        case .string: throw FormatError(.numberAsString, key)
        default: throw FormatError(.numberExpected, key)
        }
    }

    package mutating func checksum(_ key: String) throws -> UInt32 {
        guard let crc = Hex.checksum(Array(try string(key).utf8)) else {
            throw FormatError(.malformedChecksum, key)
        }
        return crc
    }

    package mutating func array(_ key: String) throws -> [JSONValue] {
        guard case .array(let values) = try value(key) else {
            throw FormatError(.notJSON, "\(key) must be an array")
        }
        return values
    }

    package mutating func market(_ key: String) throws -> MarketKey {
        let text = try string(key)
        guard let market = MarketKey(text) else { throw FormatError(.malformedMarket, "\(key) \(text)") }
        return market
    }

    package mutating func side(_ key: String) throws -> Side {
        let text = try string(key)
        guard let side = Side(rawValue: text) else { throw FormatError(.unknownSide, text) }
        return side
    }

    /// An object whose keys are names that only the writer knows, with integers: `{"bbo_age":3}`.
    package mutating func counts(_ key: String) throws -> [NamedCount] {
        guard case .object(let members) = try value(key) else { throw FormatError(.notAnObject, key) }
        return try members.map { member in
            guard case .integer(let count) = member.value else {
                throw FormatError(.numberExpected, "\(key).\(member.key)")
            }
            if count < 0 { throw FormatError(.notPositive, "\(key).\(member.key)") }
            let bounded = try Self.bounded(count, NumberBounds.count, "\(key).\(member.key)")
            return NamedCount(name: member.key, count: bounded)
        }
    }

    /// Nil where older writers had no such member.
    package mutating func countsIfThere(_ key: String) throws -> [NamedCount]? {
        has(key) ? try counts(key) : nil
    }

    func has(_ key: String) -> Bool {
        members.indices.contains { !isTaken[$0] && members[$0].key == key }
    }
}

/// A count under a name, as a gate's blocked signals; kept in the order of the file.
package struct NamedCount: Hashable, Sendable {
    package var name: String
    package var count: Int64

    package init(name: String, count: Int64) {
        self.name = name
        self.count = count
    }
}
