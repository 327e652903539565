import TOMLKit

/// A TOML value as a plain value: nothing of the library outlives the reading.
enum TOMLNode {
    case text(String)
    case number(Int64)
    case fraction(Double)
    case flag(Bool)
    case list([TOMLNode])
    /// By key, sorted: a table has no order.
    case table([(key: String, value: TOMLNode)])
    /// A date or time of TOML's own; scenarios write times as text.
    case date

    init(_ value: some TOMLValueConvertible) {
        if let table = value.table {
            self = Self.from(table)
        } else if let array = value.array {
            self = .list(array.map { TOMLNode($0.tomlValue) })
        } else if let text = value.string {
            self = .text(text)
        } else if let number = value.int {
            self = .number(Int64(number))
        } else if let number = value.double {
            self = .fraction(number)
        } else if let flag = value.bool {
            self = .flag(flag)
        } else {
            self = .date
        }
    }

    static func from(_ table: TOMLTable) -> TOMLNode {
        .table(table.keys.sorted().compactMap { key in table[key].map { (key, TOMLNode($0.tomlValue)) } })
    }

    var kind: String {
        switch self {
        case .text: "a text"
        case .number: "a whole number"
        case .fraction: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .table: "a table"
        case .date: "a date (write it as a text, in quotes)"
        }
    }
}
