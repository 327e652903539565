import Testing

@testable import EngineStore

extension SweepTests {
    /// A call fails, and while that is being mended another one does.
    @Suite struct FaultPairTests {
        static let errors: [Int32] = [28, 5, 30]

        /// Each call of a kind fails once, and the j-th call after it as well: 0 lost, 0 doubled, 0 glued.
        @Test(arguments: [FileOperation.write, .fdatasync, .open, .rename])
        func anotherFaultInTheRecovery(operation: FileOperation) throws {
            let sweep = SweepTests()
            var first = 0
            var pairs = 0
            while true {
                first += 1
                var isReached = false
                for later in [0, 1, 2, 3, 4, 6, 9, 13, 19, 28] {
                    let disk = PairedFaults.disk(operation, first, later, Self.errors[(first + later) % 3])
                    let yard = Yard()
                    sweep.live(yard, disk)
                    yard.kill()
                    if disk.fired.isEmpty { break }
                    isReached = true
                    pairs += 1
                    try sweep.check(yard, "\(disk.fired)", mayExceed: false)
                }
                if !isReached { break }
            }
            #expect(pairs >= 10, "\(operation)")
        }

        /// A write takes a part of its bytes, the next one none, and then something else fails.
        @Test(arguments: [1, 40, 100]) func shortWriteAndAnotherFault(taken: Int) throws {
            let sweep = SweepTests()
            var first = 0
            while true {
                first += 1
                var isReached = false
                for later in [1, 2, 3, 5, 8, 12] {
                    let disk = PairedFaults.disk(.write, first, later, 28, short: taken)
                    let yard = Yard()
                    sweep.live(yard, disk)
                    yard.kill()
                    if disk.fired.isEmpty { break }
                    isReached = true
                    try sweep.check(yard, "short \(taken), \(disk.fired)", mayExceed: false)
                }
                if !isReached { break }
            }
            #expect(first > 10)
        }
    }
}

/// Two faults of one disk, the second counted from the first.
private enum PairedFaults {
    static func disk(
        _ operation: FileOperation, _ first: Int, _ later: Int, _ error: Int32, short: Int? = nil
    ) -> FaultyFileSystem {
        let seen = Monitor<(count: Int, at: Int?)>((count: 0, at: nil))
        return FaultyFileSystem { call in
            seen.with { (state: inout (count: Int, at: Int?)) -> FaultyFileSystem.Fault? in
                if call.operation == operation { state.count += 1 }
                if state.at == nil, call.operation == operation, state.count == first {
                    state.at = call.number
                    return short.map { FaultyFileSystem.Fault.short($0) } ?? .fail(error)
                }
                guard let at = state.at, later > 0 else { return nil }
                if short != nil, call.number == at + 1, call.operation == .write { return .fail(28) }
                return call.number == at + later ? .fail(error) : nil
            }
        }
    }
}
