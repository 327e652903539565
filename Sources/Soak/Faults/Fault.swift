/// A fault: mechanism, proof, lift. The runner calls `prepare` from the fault's time on until it says true,
/// journals how it will be lifted, calls `make`, then `prove` until there is a proof or a miss, then `lift`.
///
/// Nothing here waits or sleeps. `prove` is also called once right after the engine died, before it is
/// started again.
package protocol Fault {
    var plan: PlannedFault { get }
    /// One sentence: what is about to be done.
    var about: String { get }
    /// How it will be undone; journaled before it is made.
    var undoing: String { get }
    /// When it is lifted.
    var end: FaultEnd { get }

    /// Calls that the engine must be traced at from its start for this to be made later.
    var tracedCalls: [String] { get }
    /// What the engine's next life has to meet from its first call on; nil: nothing.
    func orderAtStart(on ground: any FaultGround) -> InjectorOrder?
    /// The engine stands still on purpose, and virtual time waits for it.
    var holdsTime: Bool { get }
    /// What the data directory must lie on from the start for this to be made later; nil: anything.
    var mount: DataMount? { get }
    /// Why this machine can't do it, whatever the engine does; nil when it can. Then it is skipped with that reason.
    func impossible(on ground: any FaultGround) -> String?
    /// Whether an end of the engine, while this is in force, is what was planned.
    func plansEnd(_ bite: InjectorBite?) -> Bool

    /// False: not yet. Shows that what is about to fail works now. Changes nothing.
    mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool
    mutating func make(on ground: any FaultGround) throws(FaultMiss)
    mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof?
    /// Must be safe to call twice, and after a `make` that failed half way.
    mutating func lift(on ground: any FaultGround) throws(FaultMiss)
}

package enum FaultEnd: Equatable, Sendable {
    /// At `plan.until`.
    case time
    /// As soon as the engine is ready again.
    case engineBack
    /// When it has bitten.
    case atOnce
}

extension Fault {
    package var tracedCalls: [String] { [] }
    package var mount: DataMount? { nil }
    package var holdsTime: Bool { false }
    package func orderAtStart(on ground: any FaultGround) -> InjectorOrder? { nil }
    package func impossible(on ground: any FaultGround) -> String? { nil }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { false }
}

package enum Faults {
    package static func make(_ plan: PlannedFault) -> any Fault {
        switch plan.kind {
        // Disk
        case .writeError: WriteError(plan)
        case .shortWrite: ShortWrite(plan)
        case .fsyncError: FsyncError(plan)
        case .openError: OpenError(plan)
        case .renameError: RenameError(plan)
        case .slowDisk: SlowDisk(plan)
        case .unlinkError: UnlinkError(plan)
        case .fsyncLies: FsyncLies(plan)
        case .diskStall: DiskStall(plan)
        case .spoolAndDataFail: SpoolAndDataFail(plan)
        case .truncateError: TruncateError(plan)
        case .readError: ReadError(plan)
        case .inodesGone: InodesGone(plan)
        case .fileSystemTurnedReadOnly: FileSystemTurnedReadOnly(plan)
        case .dataDirTaken: DataDirTaken(plan)
        case .directoryMode: DirectoryMode(plan)
        case .directoryRemoved: DirectoryRemoved(plan)
        case .directoryReplaced: DirectoryReplaced(plan)
        case .fileRemoved: FileRemoved(plan)
        case .diskFull: DiskFull(plan)
        case .readOnlyMount: ReadOnlyMount(plan)
        case .fileSizeLimit: FileSizeLimit(plan)
        case .openFilesLimit: OpenFilesLimit(plan)
        // Crash
        case .tornWrite: TornWrite(plan)
        case .killBeforeWrite: KillBeforeWrite(plan)
        case .killAfterWrite: KillAfterWrite(plan)
        case .killBeforeSync: KillBeforeSync(plan)
        case .killAfterSync: KillAfterSync(plan)
        case .killBeforeRename: KillBeforeRename(plan)
        case .killAfterRename: KillAfterRename(plan)
        case .killAtMidnight: KillAtMidnight(plan)
        case .killDuringRecovery: KillDuringRecovery(plan)
        case .sigkill: Sigkill(plan)
        case .sigterm: Sigterm(plan)
        case .sigsegv: Sigsegv(plan)
        case .sigabrt: Sigabrt(plan)
        case .outOfMemory: OutOfMemory(plan)
        case .powerCut: PowerCut(plan)
        case .powerCutSimulated: PowerCutSimulated(plan)
        case .powerCutAfterLies: PowerCutAfterLies(plan)
        // Files
        case .truncateAtLineEnd: TruncateAtLineEnd(plan)
        case .truncateAnywhere: TruncateAnywhere(plan)
        case .truncateToZero: TruncateToZero(plan)
        case .nulBlock: NulBlock(plan)
        case .bitFlipValue: BitFlipValue(plan)
        case .bitFlipKey: BitFlipKey(plan)
        case .bitFlipNewline: BitFlipNewline(plan)
        case .lineDuplicated: LineDuplicated(plan)
        case .linesSwapped: LinesSwapped(plan)
        case .lineDeleted: LineDeleted(plan)
        case .filesSwapped: FilesSwapped(plan)
        case .wrongDayInFile: WrongDayInFile(plan)
        case .carriageReturns: CarriageReturns(plan)
        case .byteOrderMark: ByteOrderMark(plan)
        case .invalidUTF8: InvalidUTF8(plan)
        case .ledgerLineRemoved: LedgerLineRemoved(plan)
        // Process
        case .sigstop: Sigstop(plan)
        case .stoppedForMinutes: StoppedForMinutes(plan)
        case .stopAndGo: StopAndGo(plan)
        case .cpuStarved: CPUStarved(plan)
        case .startedTwice: StartedTwice(plan)
        // Clock
        case .clockStepForward: ClockStepForward(plan)
        case .clockStepBack: ClockStepBack(plan)
        case .clockStepDay: ClockStepDay(plan)
        case .clockFast: ClockFast(plan)
        case .clockSlow: ClockSlow(plan)
        // Network
        case .connectionRefused: ConnectionRefused(plan)
        case .connectionReset: ConnectionReset(plan)
        case .closedWithoutCloseFrame: ClosedWithoutCloseFrame(plan)
        case .connectionExpired: ConnectionExpired(plan)
        case .connectionInactive: ConnectionInactive(plan)
        case .halfClosed: HalfClosed(plan)
        case .halfOpen: HalfOpen(plan)
        case .feedStalled: FeedStalled(plan)
        case .slowReader: SlowReader(plan)
        case .slowWriter: SlowWriter(plan)
        case .bytesOneAtATime: BytesOneAtATime(plan)
        case .reconnectStorm: ReconnectStorm(plan)
        case .nameNotResolved: NameNotResolved(plan)
        case .tlsExpiredCertificate: TLSExpiredCertificate(plan)
        case .tlsWrongHost: TLSWrongHost(plan)
        case .tlsUnknownIssuer: TLSUnknownIssuer(plan)
        // Exchange
        case .errorFrames: ErrorFrames(plan)
        case .unknownChannelFrames: UnknownChannelFrames(plan)
        case .missingKeyFrames: MissingKeyFrames(plan)
        case .wrongTypeFrames: WrongTypeFrames(plan)
        case .hugeNumberFrames: HugeNumberFrames(plan)
        case .invalidJSONFrames: InvalidJSONFrames(plan)
        case .invalidUTF8Frames: InvalidUTF8Frames(plan)
        case .hugeFrame: HugeFrame(plan)
        case .fragmentedFrames: FragmentedFrames(plan)
        case .unlistedCoinFrames: UnlistedCoinFrames(plan)
        case .pingFlood: PingFlood(plan)
        case .maskedFrame: MaskedFrame(plan)
        case .reservedBits: ReservedBits(plan)
        case .frameBurst: FrameBurst(plan)
        case .marketMute: MarketMute(plan)
        case .channelMute: ChannelMute(plan)
        case .infoTooMany: InfoTooMany(plan)
        case .infoServerError: InfoServerError(plan)
        case .infoBadGateway: InfoBadGateway(plan)
        case .infoSlow: InfoSlow(plan)
        case .infoEmpty: InfoEmpty(plan)
        case .lostAcknowledgements: LostAcknowledgements(plan)
        case .duplicateFrames: DuplicateFrames(plan)
        }
    }
}
