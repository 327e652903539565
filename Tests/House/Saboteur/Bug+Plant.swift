import EngineCore
import EngineFeed
import EngineService
import EngineStore

/// An engine's configuration and disk, with the bug in them.
struct Plant {
    var configuration: EngineConfiguration
    var disk: any FileSystem = PosixFileSystem()
    /// Between it and its venue.
    var wire: WireBug?

    static let neverMS: Int64 = 86_400_000

    /// A feed that waits for ever before it does anything about silence.
    mutating func doesNotMissAnything() {
        configuration.feed.muteAfterMS = Self.neverMS
        configuration.feed.marketMuteAfterMS = Self.neverMS
    }

    /// The ledger tells of the configuration as it was, whatever is done to it from here on.
    mutating func claimsItsConfiguration() {
        var text = LineWriter()
        configuration.detector.write(to: &text)
        disk = ForgingFileSystem(.claims(String(decoding: text.bytes, as: UTF8.self)))
    }
}

extension Bug {
    func plant(in configuration: EngineConfiguration) -> Plant {
        var plant = Plant(configuration: configuration)
        if let lines { plant.disk = ForgingFileSystem(lines) }
        if let disk = disk(seed: configuration.syntheticSeed ?? 0) { plant.disk = disk }
        plant.wire = wire
        switch self {
        case .noResubscribe, .deafToSome, .fakeMinutes, .callCovered: plant.doesNotMissAnything()
        case .ignoreGate:
            plant.claimsItsConfiguration()
            plant.configuration.detector.gates.markDivergence = nil
        case .gateStuck:
            plant.claimsItsConfiguration()
            plant.configuration.detector.gates.markDivergence = .whole(1)
        case .ageByWall:
            // An age taken from the wall's clock is as many times smaller as the run is faster.
            plant.claimsItsConfiguration()
            plant.configuration.detector.gates.contextAgeMS = Plant.neverMS
            plant.configuration.detector.gates.bboAgeMS = Plant.neverMS
        case .systemClock: plant.configuration.clock = .system
        default: break
        }
        return plant
    }

    private func disk(seed: Int64) -> (any FileSystem)? {
        switch self {
        case .swallow: SwallowingFileSystem(disk: PosixFileSystem())
        case .glue: GluingFileSystem(disk: PosixFileSystem())
        case .double:
            DoublingFileSystem(
                disk: FullOnceFileSystem(disk: PosixFileSystem(), seed: UInt64(bitPattern: seed)))
        case .promise: PromisingFileSystem()
        case .keepLastLine: LastLineFileSystem()
        case .ignoreShortWrite: ShortWriteFileSystem()
        case .neverSync: UnsyncedFileSystem(onlyRenamed: false)
        case .renameUnsynced: UnsyncedFileSystem(onlyRenamed: true)
        case .oldDay: OldDayFileSystem()
        case .wipe: WipingFileSystem()
        case .writeToDeleted: BlindFileSystem()
        case .flipBit: FlippingFileSystem()
        default: nil
        }
    }

    private var lines: LineBug? {
        switch self {
        case .sealWhatIsNot: .sealsWhatIsNot
        case .countTooLow: .countsTooLow
        case .countTooHigh: .countsTooHigh
        case .dropUncounted: .dropsUncounted
        case .hideFailures: .hidesFailures
        case .chainAnew: .chainsAnew
        case .forgetInterrupted: .forgetsInterrupted
        case .forget: .forgetsSignals
        case .repeatSignals: .repeatsSignals
        case .swapLines: .swapsLines
        case .swapSides: .swapsSides
        case .truncateEdges: .truncatesEdges
        case .askForMore: .asksForMore
        case .suggestAll: .suggestsAll
        case .followUpEarly: .followsUpEarly
        case .clockFalls: .datesBack
        case .fakeMinutes: .repeatsLastMinute
        case .callCovered: .calledCovered
        default: nil
        }
    }

    private var wire: WireBug? {
        switch self {
        case .isCut: .isCut
        case .missBeginning: .missesTheBeginning
        case .noResubscribe: .doesNotSubscribeAgain
        case .deafToSome, .callCovered: .deafToSome
        case .fakeMinutes: .deafToAll
        case .oldOracle: .seesOldOracles
        case .readTwice: .readsTwice
        case .swapBook: .swapsBook
        default: nil
        }
    }
}
