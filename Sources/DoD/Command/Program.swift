import ArgumentParser
import CAllocator

@main
struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hip3-dod",
        abstract: "Judges a soak run from its files: PASS, REHEARSAL PASS, FAIL or INCONCLUSIVE.",
        discussion: """
            Exit codes: 0 PASS (REHEARSAL PASS with --rehearsal), 1 FAIL, 2 INCONCLUSIVE (REHEARSAL PASS \
            otherwise), 64 wrong usage, 70 the judge itself broke, 75 an engine holds the directory.

            example: hip3-dod check data/mainnet/signals --run reports/2026-01-20
            """,
        version: Self.version,
        subcommands: [CheckCommand.self, MergeCommand.self, RepairCommand.self, CalendarCommand.self])

    /// One with the other two programs; a test holds it.
    private static let version = "0.1.0"

    static func main() {
        // Holes where large tables were would cost more than what is kept. Two threads read and judge at a time on most
        // machines, and none of them is to wait for another's allocations.
        callocator_bound(3)
        main(nil)
    }
}
