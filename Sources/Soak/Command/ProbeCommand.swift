import ArgumentParser
import FoundationEssentials
import SoakRunner
import SoakVenue

/// `hip3-soak probe`: is a venue as the harness expects it to be?
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Asks a venue for a minute whether it is as docs/exchange.md describes it.",
        discussion: """
            Two questions to /info, one connection with every market of the dex, and one more that asks for a coin \
            which does not exist. It keeps far below the venue's limits and does not try them. Exit: 0 as described, \
            2 there are differences, 1 no day can be judged there (no contexts, a clock that is off), 70 no connection.

            Example: hip3-soak probe --feed live --for 60s
            """)

    @Option(help: "live, or a WebSocket URL.")
    var feed = "live"

    @Option(name: .customLong("for"), help: "How long, as 60s.")
    var time = "60s"

    @Option(help: "The dex whose markets are looked at.")
    var dex = "xyz"

    @Option(help: "Other roots than the system's, PEM.")
    var caFile: String?

    private static let secondsMax = 3_600

    func run() async throws {
        let interrupts = Interrupts()
        defer { withExtendedLifetime(interrupts) {} }
        let interruption = interrupts.interruption
        let command = self
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.probe(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func probe(_ interruption: Interruption) throws(RunRefusal) -> Int32 {
        guard let address = feed == "live" ? .hyperliquid : VenueAddress(feed) else {
            throw .usage("--feed \(feed): give live, or a WebSocket URL as wss://api.hyperliquid.xyz/ws")
        }
        guard time.hasSuffix("s"), let seconds = Int64(time.dropLast()),
            (1...Int64(Self.secondsMax)).contains(seconds)
        else { throw .usage("--for \(time): give 1s to \(Self.secondsMax)s") }
        let report: ProbeReport
        do throws(LinkFailure) {
            report = try VenueProbe(address, dex: dex, caFile: caFile).run(ms: seconds * 1000) {
                interruption.isRaised
            }
        } catch { throw RunRefusal(.harness, "\(error)") }
        let console = Console()
        for line in report.lines { console.say(line) }
        return report.isUsable ? (report.isAsDescribed ? 0 : 2) : 1
    }
}
