/// The points of one operation and one action, from the first call on until one comes that does not bite.
package struct SweepLane: Hashable, Sendable {
    package var operation: SweepOperation
    package var action: SweepAction
    package var isLasting = false
    /// A fault that comes before those of the lane: the lane's are in the recovery from it.
    package var before: SweepFault?

    package init(
        operation: SweepOperation, action: SweepAction, isLasting: Bool = false, before: SweepFault? = nil
    ) {
        self.operation = operation
        self.action = action
        self.isLasting = isLasting
        self.before = before
    }

    package func point(_ k: Int) -> SweepPoint {
        let fault = SweepFault(operation, action, k, isLasting: isLasting)
        return before.map { SweepPoint($0, then: fault) } ?? SweepPoint(fault)
    }

    /// Every operation with every action; errors also for ever.
    package static func all(_ operations: [SweepOperation]) -> [SweepLane] {
        operations.flatMap { operation in
            operation.actions.flatMap { action in
                let once = SweepLane(operation: operation, action: action)
                let lasts = !action.kills && action != .short
                return lasts
                    ? [once, SweepLane(operation: operation, action: action, isLasting: true)] : [once]
            }
        }
    }

    /// What is done to the recovery from a fault of the first session.
    package static func recoveries(from fault: SweepFault, _ operations: [SweepOperation]) -> [SweepLane] {
        operations.flatMap { operation -> [SweepLane] in
            let actions: [SweepAction] =
                operation == .write
                ? [.killBefore, .tornInHalf, .noSpace] : [.killBefore, .killAfter, .inputOutput]
            return actions.map { SweepLane(operation: operation, action: $0, before: fault) }
        }
    }
}
