/// The k-th call of a kind, and what is done to it.
package struct SweepFault: Hashable, Sendable, CustomStringConvertible {
    package var operation: SweepOperation
    package var action: SweepAction
    /// From 1.
    package var k: Int
    /// All later ones of the data directory fail as well; the spool takes writes.
    package var isLasting = false

    package init(_ operation: SweepOperation, _ action: SweepAction, _ k: Int, isLasting: Bool = false) {
        self.operation = operation
        self.action = action
        self.k = k
        self.isLasting = isLasting
    }

    /// `write:torn-half:7`, with a `+` behind it when all later ones fail, too.
    package var description: String {
        "\(operation.rawValue):\(action.rawValue):\(k)\(isLasting ? "+" : "")"
    }

    /// Reads what `description` writes.
    package init?(_ text: String) {
        let isLasting = text.hasSuffix("+")
        let parts = text.dropLast(isLasting ? 1 : 0).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let operation = SweepOperation(rawValue: String(parts[0])),
            let action = SweepAction(rawValue: String(parts[1])), operation.actions.contains(action),
            let k = Int(parts[2]), k > 0, !(isLasting && action.kills)
        else { return nil }
        self.init(operation, action, k, isLasting: isLasting)
    }
}

/// A fault in the first session and, where there is one, another in the recovery from it.
package struct SweepPoint: Hashable, Sendable, CustomStringConvertible {
    package var first: SweepFault
    package var second: SweepFault?

    package init(_ first: SweepFault, then second: SweepFault? = nil) {
        self.first = first
        self.second = second
    }

    /// `write:kill-before:3` or `write:kill-before:3,open:EIO:2`.
    package var description: String { second.map { "\(first),\($0)" } ?? "\(first)" }

    package init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            SweepFault(String($0))
        }
        guard (1...2).contains(parts.count), let first = parts[0] else { return nil }
        if parts.count == 2, parts[1] == nil { return nil }
        self.init(first, then: parts.count == 2 ? parts[1] : nil)
    }
}
