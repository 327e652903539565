/// Names what is wrong with a line that is not canonical. Slow, and only for lines that need it.
struct CarefulReader {
    let form: RecordForm
    let rule: FormRule

    /// Nil when the rule accepts the line: under `canonical` never, since the fast way has refused it.
    func problem(of bytes: UnsafeBufferPointer<UInt8>) -> FormatError? {
        if let problem = BrokenText.problem(of: bytes) { return problem }
        do {
            guard case .object(let members) = try JSONParser.parse(bytes, allowsBlanks: rule == .lenient)
            else {
                return FormatError(.notAnObject)
            }
            if let problem = keyProblem(of: members, bytes) ?? valueProblem(of: members, bytes) {
                return problem
            }
        } catch let error as FormatError {
            return gluing(of: bytes) ?? error
        } catch {
            return FormatError(.notJSON, "\(error)")
        }
        return rule == .lenient
            ? nil
            : FormatError(.notCanonical, "well formed, but not the one canonical form")
                .moved(to: bytes.firstIndex(of: UInt8(ascii: "\\")))
    }

    /// A record that begins within another: a torn line that the next one was glued to, or two whole ones.
    private func gluing(of bytes: UnsafeBufferPointer<UInt8>) -> FormatError? {
        let opening = form.opening
        guard bytes.count > opening.count else { return nil }
        for at in 1..<(bytes.count - opening.count) where bytes[at] == opening[0] {
            guard bytes[at...].starts(with: opening) else { continue }
            let head = UnsafeBufferPointer(rebasing: bytes[..<at])
            // Blanks before the first record are no record.
            if head.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            let isWhole = (try? JSONParser.parse(head, allowsBlanks: true)) != nil
            return FormatError(
                isWhole ? .twoRecords : .gluedLine, at: at,
                isWhole ? "a second record on the line" : "a torn record, and another glued to it")
        }
        return nil
    }

    private func keyProblem(
        of members: [JSONMember], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> FormatError? {
        let known = Set(form.fields.map(\.key))
        let found = Set(members.map(\.key))
        for (position, field) in form.fields.enumerated() where !found.contains(field.key) {
            if field.isNew, rule == .lenient { continue }
            // Where it should have been: before what stands there instead, or at the end.
            let instead = position < members.count ? KeyPlace.key(members[position].key, in: bytes) : nil
            return FormatError(.missingKey, at: instead ?? bytes.count - 1, field.key)
        }
        if rule == .lenient { return nil }
        if let extra = members.first(where: { !known.contains($0.key) }) {
            return FormatError(.extraKey, extra.key).moved(to: KeyPlace.key(extra.key, in: bytes))
        }
        let astray = zip(members, form.fields).first { $0.key != $1.key }?.0.key
        return astray.map {
            FormatError(.keyOrder, "\($0) is not in its place").moved(to: KeyPlace.key($0, in: bytes))
        }
    }

    private func valueProblem(
        of members: [JSONMember], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> FormatError? {
        for field in form.fields {
            guard let value = members.first(where: { $0.key == field.key })?.value else { continue }
            if let problem = problem(of: value, as: field) {
                return problem.moved(to: KeyPlace.value(of: field.key, in: bytes))
            }
        }
        return nil
    }

    private func problem(of value: JSONValue, as field: RecordForm.Field) -> FormatError? {
        if value == .null { return FormatError(.nullValue, field.key) }
        switch field.kind {
        case .market, .side, .signalID:
            guard case .string(let text) = value else { return FormatError(.stringExpected, field.key) }
            return textProblem(text, field)
        case .integer:
            switch value {
            case .integer(let number): return number < 0 ? FormatError(.notPositive, field.key) : nil
            case .string: return FormatError(.numberAsString, field.key)
            default: return FormatError(.numberExpected, "\(field.key) must be an integer")
            }
        case .price, .size, .basisPoints: return decimalProblem(value, field)
        }
    }

    private func textProblem(_ text: String, _ field: RecordForm.Field) -> FormatError? {
        switch field.kind {
        case .market: MarketKey(text) == nil ? FormatError(.malformedMarket, "\(field.key) \(text)") : nil
        case .side: Side(rawValue: text) == nil ? FormatError(.unknownSide, text) : nil
        default: SignalID(text) == nil ? FormatError(.malformedID, text) : nil
        }
    }

    private func decimalProblem(_ value: JSONValue, _ field: RecordForm.Field) -> FormatError? {
        let text: String
        switch value {
        case .integer(let number):
            if rule == .canonical { return FormatError(.decimalPointMissing, "\(field.key) \(number)") }
            text = String(number)
        case .decimal(let written): text = written
        case .string: return FormatError(.numberAsString, field.key)
        default: return FormatError(.numberExpected, field.key)
        }
        let isBelowZero = text.hasPrefix("-")
        let isZero = text.prefix { $0 != "e" && $0 != "E" }.allSatisfy { !("1"..."9").contains($0) }
        if field.kind == .price, isBelowZero || isZero {
            return FormatError(.notPositive, "\(field.key) \(text)")
        }
        if field.kind == .size, isBelowZero, !isZero {
            return FormatError(.notPositive, "\(field.key) \(text)")
        }
        return rule == .canonical ? styleProblem(text, field) : nil
    }

    private func styleProblem(_ text: String, _ field: RecordForm.Field) -> FormatError? {
        let detail = "\(field.key) \(text)"
        if text.contains("e") || text.contains("E") { return FormatError(.exponent, detail) }
        guard let dot = text.firstIndex(of: ".") else {
            return FormatError(text.utf8.count > 18 ? .numberTooLarge : .decimalPointMissing, detail)
        }
        let decimals = text[text.index(after: dot)...]
        let scale = field.kind == .basisPoints ? BasisPoints.scale : Amount.scale
        if decimals.utf8.count > 1, decimals.hasSuffix("0") { return FormatError(.trailingZero, detail) }
        if decimals.utf8.count > scale { return FormatError(.tooManyDecimals, detail) }
        guard let units = PlainDecimal.units(of: text, scale: scale) else {
            return FormatError(.numberTooLarge, detail)
        }
        return units == 0 && text.hasPrefix("-") ? FormatError(.negativeZero, detail) : nil
    }
}
