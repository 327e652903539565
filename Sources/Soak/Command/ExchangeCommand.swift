import ArgumentParser
import Dispatch
import FoundationEssentials
import SoakExchange
import SoakFaults

#if canImport(Glibc)
    import Glibc
#endif

/// `hip3-soak exchange`: the synthetic exchange alone, until it is told to stop.
struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Runs the synthetic exchange: /info and /ws on one port, in virtual time.",
        discussion: """
            Prints one line `ready port=… seed=… clock=…` when it takes connections, and goes on until \
            SIGTERM or SIGINT. Time stands at --start until the first client asks for anything. Channels: bbo, \
            activeAssetCtx, l2Book, trades, allMids. Limits hold per source address, in virtual minutes: 10 \
            connections, 30 new ones, 1000 subscriptions, 2000 messages; many clients come from 127.0.0.2, .3, …

            Example: hip3-soak exchange --port 0 --seed 7 --speed 300 --start 2026-01-20T07:13:00Z --truth /tmp/truth
            """)

    @Option(help: "The port to listen on; 0 takes any that is free.")
    var port: Int

    @Option(help: "The IPv4 address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The market of the run: the same seed gives the same market.")
    var seed: UInt64 = 1

    @Option(help: "Virtual seconds per real second.")
    var speed = 300.0

    @Option(help: "When virtual time begins, in UTC.")
    var start = "2026-01-20T07:13:00Z"

    @Option(help: "How many markets, 1 to 128: 32 as of January 2026, 124 as of September.")
    var markets = 32

    @Option(help: "A directory for the truth: which signals a correct engine must find. Must hold none yet.")
    var truth: String?

    @Option(
        help: "Where to put the clock page (default: a file in the temporary directory, removed at the end).")
    var clock: String?

    @Option(parsing: .upToNextOption, help: "Speak TLS: a PEM certificate and its key.")
    var tls: [String] = []

    @Option(
        help: """
            Speak TLS with good.pem and good.key of this folder; expired, wrong-host and unknown-issuer beside \
            them are shown on order.
            """)
    var tlsFolder: String?

    @Option(
        help: """
            A socket to take orders at, one a line, as `network end reset` (docs/scenarios.md); each is answered \
            with what was done so far.
            """)
    var control: String?

    @Option(
        parsing: .unconditional,
        help: "How far the clock that HTTP answers tell is off this machine's, as 1h or -90s.")
    var clockOff = "0s"

    @Option(help: "A listed coin that is delisted. Can be given more than once.")
    var delist: [String] = []

    @Flag(help: "Let time run on while a client falls behind.")
    var noHold = false

    @Flag(help: "Let time run from the beginning, not from the first client on.")
    var noWait = false

    @Option(help: "Fee + slippage + minimum edge of the engine, bps.")
    var costBps = 11.0

    @Option(help: "The engine's gate on the age of a bbo, ms; 0: off.")
    var gateBboAgeMs: Int64 = 60_000

    @Option(help: "The engine's gate on the age of a context, ms; 0: off.")
    var gateCtxAgeMs: Int64 = 60_000

    @Option(help: "The engine's gate on the distance of mark and mid, bps; 0: off.")
    var gateMarkBps = 50.0

    @Option(help: "The engine's gate on the spread, as a multiple of its average; 0: off.")
    var gateSpreadRatio = 6.0

    @Flag(inversion: .prefixedNo, help: "The engine's gate on block times that go back.")
    var gateTimeRegression = true

    @Flag(inversion: .prefixedNo, help: "The engine's gate on the cap on open interest.")
    var gateOpenInterestCap = true

    @Flag(inversion: .prefixedNo, help: "The engine's gate on terms that are not those of its start.")
    var gateParameterChange = true

    @Flag(inversion: .prefixedNo, help: "The engine's gate on halted markets.")
    var gateHalt = true

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let stopSignals = StopSignals()
        do {
            let configuration = try checked()
            let exchange = try await SyntheticExchange.start(configuration)
            say("ready port=\(exchange.port) seed=\(seed) clock=\(configuration.clockPath)\n", to: 1)
            await stopSignals.first()
            let summary = try await exchange.stop()
            if clock == nil { unlink(configuration.clockPath) }
            say(Self.farewell(summary), to: 1)
        } catch let error as ExchangeError {
            say("hip3-soak exchange: \(error)\n", to: 2)
            throw ExitCode(error.exitCode)
        }
    }

    /// The options as one checked configuration.
    private func checked() throws -> ExchangeConfiguration {
        let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = (try? Date(start, strategy: .iso8601)) ?? (try? Date(start, strategy: withFraction))
        else { throw ExchangeError.usage("--start \(start): give a time as 2026-01-20T07:13:00Z") }
        let isBehind = clockOff.hasPrefix("-")
        guard let offMs = DurationText.ms(String(clockOff.dropFirst(isBehind ? 1 : 0))) else {
            throw ExchangeError.usage("--clock-off \(clockOff): give a length of time as 1h or -90s")
        }
        guard tls.isEmpty || tls.count == 2 else {
            throw ExchangeError.usage("--tls takes two files, a certificate and its key; \(tls.count) given")
        }
        let startMs = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let defaultClock = FileManager.default.temporaryDirectory.path + "/hip3-soak-\(getpid()).clock"
        var configuration = ExchangeConfiguration(startMs: startMs, clockPath: clock ?? defaultClock)
        configuration.host = host
        configuration.clockOffMs = isBehind ? -offMs : offMs
        configuration.port = port
        configuration.seed = seed
        configuration.speed = speed
        configuration.markets = markets
        configuration.delistedCoins = delist
        configuration.truthDirectory = truth
        if tls.count == 2 { configuration.tls = .init(certificatePath: tls[0], keyPath: tls[1]) }
        guard tls.isEmpty || tlsFolder == nil else {
            throw ExchangeError.usage("--tls and --tls-folder exclude each other; give one of them")
        }
        configuration.certificateFolder = tlsFolder
        configuration.controlPath = control
        configuration.holdsForBacklog = !noHold
        configuration.waitsForClient = !noWait
        configuration.setPolicy(
            costBps: costBps, bboAgeMs: gateBboAgeMs, ctxAgeMs: gateCtxAgeMs, markBps: gateMarkBps,
            spreadRatio: gateSpreadRatio)
        configuration.setPlainGates(
            timeRegression: gateTimeRegression, openInterestCap: gateOpenInterestCap,
            parameterChange: gateParameterChange, halt: gateHalt)
        return configuration
    }

    private static func farewell(_ summary: ExchangeSummary) -> String {
        let tally = summary.tally
        return "stopped virtual_ms=\(summary.toMs - summary.fromMs) events=\(tally.events)"
            + " frames=\(tally.framesSent) bytes=\(tally.bytesSent) held_ms=\(summary.heldMs)"
            + " connections=\(tally.connections) over_limit=\(tally.connectionsOverLimit)"
            + "/\(tally.messagesOverLimit)/\(tally.subscriptionsOverLimit)"
            + "/\(tally.infoRequestsOverLimit)\n"
    }
}

extension ExchangeError {
    fileprivate var exitCode: Int32 {
        switch self {
        case .usage: 64
        // A path that leads nowhere was written wrong; one that takes nothing is the machine's trouble.
        case .file(_, _, ENOENT), .file(_, _, ENOTDIR): 64
        case .file, .listen: 70
        case .truthLost: 1
        }
    }
}

/// Waits for SIGTERM or SIGINT. From its making on they no longer end the process by themselves.
private struct StopSignals {
    private let stream: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    func first() async {
        for await _ in stream { return }
    }
}

/// By `write`, so that a reader at the other end of a pipe has it at once.
private func say(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}
