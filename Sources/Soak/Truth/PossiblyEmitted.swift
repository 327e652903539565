/// What a signal is compared with so that it is not emitted twice.
struct EmittedKey: Equatable, Sendable {
    var bestPxE8: Int64
    var bestSizeE8: Int64
    var oraclePxE8: Int64
}

/// Every value that "the last one emitted since the cross began" may have in a correct engine.
///
/// After a certain decision it is exactly one value (or none emitted). An ambiguous decision adds a value:
/// one engine emitted it, another did not. The next certain decision leaves one value again, because then
/// every correct engine has the same one: that it just emitted, or that it held already. So doubt ends with
/// the first update at which no gate is near its limit, and with the end of the cross.
struct PossiblyEmitted {
    /// More values than this are not told apart: everything counts as possibly emitted until it is settled.
    static let valuesMax = 64

    private var first: EmittedKey?
    private var others: [EmittedKey?] = []

    func contains(_ key: EmittedKey) -> Bool {
        first == key || (!others.isEmpty && (others.count >= Self.valuesMax || others.contains(key)))
    }

    func isExactly(_ key: EmittedKey) -> Bool { others.isEmpty && first == key }

    mutating func add(_ key: EmittedKey) {
        guard others.count < Self.valuesMax, !contains(key) else { return }
        others.append(key)
    }

    /// nil: the cross has ended, nothing was emitted in the next one.
    mutating func settle(_ key: EmittedKey?) {
        first = key
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
    }
}
