/// A value of Thrift's compact protocol; a struct is its fields by number.
indirect enum ThriftValue: Equatable {
    case flag(Bool)
    case integer(Int64)
    case double(Double)
    case bytes([UInt8])
    case list([ThriftValue])
    case fields([Int: ThriftValue])

    subscript(field: Int) -> ThriftValue? {
        if case .fields(let fields) = self { fields[field] } else { nil }
    }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
    var list: [ThriftValue]? { if case .list(let values) = self { values } else { nil } }
    var text: String? {
        if case .bytes(let bytes) = self { String(validating: bytes, as: UTF8.self) } else { nil }
    }
}
