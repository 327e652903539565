/// Decisions that belong to a seed: the same seed, fault and question always give the same number, whatever
/// was asked before and on whichever thread.
package struct SeededDraw: Sendable {
    package let seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    /// All 64 bits are equally random.
    package func bits(_ fault: String, _ question: String, index: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a, then SplitMix64's finaliser
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        func mix(_ number: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        mix(seed)
        for byte in fault.utf8 { mix(byte) }
        mix(UInt8(0))
        for byte in question.utf8 { mix(byte) }
        mix(UInt8(0))
        mix(index)
        var value = hash &+ 0x9e37_79b9_7f4a_7c15
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// A number of `range`. The bias of a modulo over 64 bits is below anything that matters here.
    package func number(in range: ClosedRange<Int64>, _ fault: String, _ question: String) -> Int64 {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int64(bits(fault, question) % width)
    }
}
