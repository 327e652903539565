import EngineCore
import EngineFeed
import Logging

/// Asks the venue for its tables every few minutes of the engine's time, once each: what is not answered now is
/// asked for at the next turn. Two requests of weight 20 a turn, of 1200 that the venue grants a minute.
struct UniversePoll: Sendable {
    /// A shorter interval would let two requests and their weight come too near to the venue's limit.
    static let intervalMinMS: Int64 = 10_000
    /// Real time; virtual time may stand still.
    private static let napNs: ClosedRange<Int64> = 5_000_000...1_000_000_000

    let dex: String
    let intervalMS: Int64
    let clock: any EngineClock
    let venue: InfoClient
    /// Told of each poll.
    let learn: @Sendable (Result<VenueTables, any Error>) -> Void

    /// Until the task is cancelled.
    func run() async {
        var dueMS = clock.nowMS + intervalMS
        while await wait(until: dueMS) {
            do {
                learn(.success(try await venue.tables(dex: dex, attempts: 1)))
            } catch {
                if Task.isCancelled { return }
                learn(.failure(error))
            }
            dueMS = max(dueMS, clock.nowMS) + intervalMS
        }
    }

    /// False when the task was cancelled meanwhile.
    private func wait(until dueMS: Int64) async -> Bool {
        while !Task.isCancelled, clock.nowMS < dueMS {
            let left = clock.realNanoseconds(forVirtualMS: dueMS - clock.nowMS)
            try? await Task.sleep(
                nanoseconds: UInt64(min(max(left, Self.napNs.lowerBound), Self.napNs.upperBound)))
        }
        return !Task.isCancelled
    }
}
