import Testing

extension WholePrograms {
    /// What the steady state of decode and detect asks of the allocator, counted in a program whose malloc is
    /// wrapped. A debug build boxes a value for each turn of the loop that hands the frames over; the same loop
    /// without decode and detect is counted beside it, and the two must not differ.
    @Suite struct AllocationTests {
        /// Arrays that grow for the last time may fall into it; 100,000 frames that ask for one each can't hide.
        static let allocationsOnceMax = 64

        @Test func decodeAndDetectAskForNoMemory() async throws {
            let run = try await ProgramRun.of("engine-bench", ["allocations", "--frames", "100000"])
            try #require(run.code == 0, "\(run)")
            let frames = try #require(number("frames", in: run.output))
            let allocations = try #require(number("allocations", in: run.output))
            let plain = try #require(number("plain", in: run.output))
            #expect(frames >= 100_000)
            #expect(
                allocations - plain <= Self.allocationsOnceMax,
                "\(allocations) allocations in \(frames) frames, \(plain) of them the loop's own")
        }

        private func number(_ name: String, in output: String) -> Int? {
            for word in output.split(whereSeparator: \.isWhitespace) where word.hasPrefix(name + "=") {
                return Int(word.dropFirst(name.count + 1))
            }
            return nil
        }
    }
}
