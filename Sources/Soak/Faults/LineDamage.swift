/// Damage to the lines of one file, decided as bytes from bytes.
package protocol LineDamage: FileDamage {
    /// The whole file as it is to be. Pure; throws when the file does not suit.
    func damaged(_ file: SettledLines) throws(FaultMiss) -> [UInt8]
}

extension LineDamage {
    /// The damaged line, settled lines behind it and some before it.
    package func isEnough(_ settled: SettledLines) -> Bool { settled.line(back: plan.lines) != nil }

    package func damage(_ path: String, settled: Int) throws(FaultMiss) -> FaultProof {
        do {
            let before = try WholeFile.read(path)
            let wanted = try damaged(SettledLines(before, settled: settled))
            try WholeFile.overwrite(path, with: wanted)
            let after = try WholeFile.read(path)
            guard after == wanted else { throw FaultMiss("\(path) does not hold what was written") }
            return try DamageProof.of(path, deed: Self.deed, before: before, after: after, settled: settled)
        } catch let miss as FaultMiss { throw miss } catch { throw FaultMiss("\(error)") }
    }

    /// The line that the plan names, counted back from the last settled one.
    func chosenLine(_ file: SettledLines) throws(FaultMiss) -> Range<Int> {
        guard let line = file.line(back: plan.lines) else {
            throw FaultMiss("there are no \(plan.lines) settled lines and some before them")
        }
        return line
    }

    /// One of the places, by what the seed has drawn.
    func chosenPlace(_ places: [Int], of what: String) throws(FaultMiss) -> Int {
        guard !places.isEmpty else { throw FaultMiss("the line holds no \(what)") }
        return places[Int(plan.bytes % Int64(places.count))]
    }
}

/// What two readings of a file say of the damage between them.
package enum DamageProof {
    static let shownBytesMax = 16

    package static func of(
        _ path: String, deed: String, before: [UInt8], after: [UInt8], settled: Int
    ) throws(FaultMiss) -> FaultProof {
        let name = String(path.split(separator: "/").last ?? "")
        let offset = zip(before, after).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let first = offset ?? min(before.count, after.count)
        guard before != after else { throw FaultMiss("\(name) is what it was: nothing is damaged") }
        guard first < settled else {
            throw FaultMiss("\(name) differs from byte \(first) on, and only \(settled) were settled")
        }
        let (old, new) = (shown(before, first), shown(after, first))
        let line = before.prefix(first).count { $0 == SettledLines.newline } + 1
        return FaultProof(
            "\(deed): byte \(first) of \(name) read \(old.isEmpty ? "nothing" : old) before and reads "
                + "\(new.isEmpty ? "nothing" : new) now, \(before.count) bytes before and \(after.count) now",
            facts: [
                ("path", .text(name)), ("offset", .number(Int64(first))), ("line", .number(Int64(line))),
                ("before", .text(old)),
                ("after", .text(new)), ("size_before", .number(Int64(before.count))),
                ("size_after", .number(Int64(after.count))),
            ])
    }

    private static func shown(_ bytes: [UInt8], _ from: Int) -> String {
        let digits = Array("0123456789abcdef")
        return bytes.dropFirst(from).prefix(shownBytesMax).reduce(into: "") {
            $0.append(digits[Int($1 >> 4)])
            $0.append(digits[Int($1 & 15)])
        }
    }
}
