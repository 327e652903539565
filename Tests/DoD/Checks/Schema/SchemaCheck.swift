import DoDFormat

/// JSON Schema 2020-12 as far as docs/verdict.schema.json uses it, and no further: a keyword that is not known here is
/// a failure, so that nothing in the schema goes unchecked.
struct SchemaCheck {
    private let root: JSONValue

    init(_ schema: JSONValue) { root = schema }

    /// Where and why the value is not what the schema says.
    func problems(of value: JSONValue) -> [String] { problems(value, root, "$") }

    private func problems(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
        return keywords.flatMap { keyword in self.problems(value, keyword.key, keyword.value, schema, path) }
    }

    private func problems(
        _ value: JSONValue, _ keyword: String, _ asked: JSONValue, _ schema: JSONValue, _ path: String
    ) -> [String] {
        switch (keyword, asked) {
        case ("$schema", _), ("$id", _), ("title", _), ("description", _), ("$defs", _): return []
        case ("$ref", .string(let name)):
            guard let definition = definition(name) else { return ["\(path): \(name) is nowhere"] }
            return problems(value, definition, path)
        case ("const", _): return value == asked ? [] : ["\(path): not \(asked)"]
        case ("enum", .array(let values)): return values.contains(value) ? [] : ["\(path): none of \(values)"]
        case ("type", .string(let name)): return isOf(value, name) ? [] : ["\(path): no \(name)"]
        case ("type", .array(let names)):
            let isIt = names.contains { if case .string(let name) = $0 { isOf(value, name) } else { false } }
            return isIt ? [] : ["\(path): none of \(names)"]
        case ("minimum", .integer(let least)):
            guard case .integer(let number) = value else { return [] }
            return number >= least ? [] : ["\(path): below \(least)"]
        case ("minLength", .integer(let least)):
            guard case .string(let text) = value else { return [] }
            return text.unicodeScalars.count >= Int(least) ? [] : ["\(path): too short"]
        case ("minItems", .integer(let count)), ("maxItems", .integer(let count)):
            guard case .array(let values) = value else { return [] }
            let isIt = keyword == "minItems" ? values.count >= Int(count) : values.count <= Int(count)
            return isIt ? [] : ["\(path): \(values.count) items"]
        case ("pattern", .string(let pattern)):
            guard case .string(let text) = value else { return [] }
            let isIt = (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } ?? false
            return isIt ? [] : ["\(path): \(text) does not match \(pattern)"]
        case ("items", _):
            guard case .array(let values) = value else { return [] }
            return values.enumerated().flatMap { problems($1, asked, "\(path)[\($0)]") }
        case ("required", .array(let names)):
            guard case .object(let members) = value else { return [] }
            return names.compactMap { name in
                guard case .string(let key) = name, !members.contains(where: { $0.key == key }) else {
                    return nil
                }
                return "\(path): lacks \(key)"
            }
        case ("properties", .object(let properties)):
            guard case .object(let members) = value else { return [] }
            return members.flatMap { member in
                properties.filter { $0.key == member.key }
                    .flatMap { problems(member.value, $0.value, "\(path).\(member.key)") }
            }
        case ("additionalProperties", .flag(false)):
            guard case .object(let members) = value, case .object(let keywords) = schema,
                case .object(let known)? = keywords.first(where: { $0.key == "properties" })?.value
            else { return [] }
            return members.filter { member in !known.contains { $0.key == member.key } }
                .map { "\(path): \($0.key) is too much" }
        default: return ["\(path): the keyword \(keyword) is not known here"]
        }
    }

    private func definition(_ name: String) -> JSONValue? {
        guard name.hasPrefix("#/$defs/"), case .object(let keywords) = root,
            case .object(let definitions)? = keywords.first(where: { $0.key == "$defs" })?.value
        else { return nil }
        return definitions.first { $0.key == name.dropFirst("#/$defs/".count) }?.value
    }

    private func isOf(_ value: JSONValue, _ type: String) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .flag), ("null", .null),
            ("integer", .integer), ("number", .integer), ("number", .decimal):
            true
        default: false
        }
    }
}
