/// Which derived channels one connection holds, in the order in which they were asked for.
package struct DerivedBook: Sendable {
    private var held: Set<DerivedSubscription> = []
    package private(set) var all: [DerivedSubscription] = []

    package init() {}

    package var count: Int { all.count }

    @inline(__always)
    package func contains(_ subscription: DerivedSubscription) -> Bool {
        !all.isEmpty && held.contains(subscription)
    }

    /// False when it was held already.
    package mutating func insert(_ subscription: DerivedSubscription) -> Bool {
        guard held.insert(subscription).inserted else { return false }
        all.append(subscription)
        return true
    }

    /// False when it was not held.
    package mutating func remove(_ subscription: DerivedSubscription) -> Bool {
        guard held.remove(subscription) != nil else { return false }
        all.removeAll { $0 == subscription }
        return true
    }
}
