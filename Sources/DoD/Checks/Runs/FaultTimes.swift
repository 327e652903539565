import DoDFormat

/// When a fault of the journal can explain what the engine says: from armed to lifted (or missed, or the
/// journal's end), and a margin for recovery; also the time from an end in a fault to the restart after it.
struct FaultTimes {
    private struct Stretch {
        var fault: String
        var window: TimeWindow
    }

    private let stretches: [Stretch]
    let marginMS: Int64
    /// How much earlier than the runner's the engine's time of a failure may be: its writer asks no clock, and
    /// dates what fails by the newest time that it was handed.
    let leadMS: Int64
    static let leadFixedMS: Int64 = 1_000
    static let leadRealMS: Int64 = 100

    init(_ run: RunEvidence, policy: Policy) {
        let realMS = policy.hundredths(.errorsRecoveryRealSeconds) * 10
        let real = Int128(realMS) * Int128(run.rate.units) / Int128(Amount.unitsPerOne)
        marginMS = policy.hundredths(.errorsRecoverySeconds) * 10 + Int64(clamping: real)
        let lead = Int128(Self.leadRealMS) * Int128(run.rate.units) / Int128(Amount.unitsPerOne)
        leadMS = Self.leadFixedMS + Int64(clamping: lead)
        let lines = run.journal?.lines ?? []
        let planned = Self.plannedStretches(lines, marginMS)
        stretches = planned + Self.restartStretches(lines, planned, marginMS)
    }

    /// From armed to lifted or missed, and the margin.
    private static func plannedStretches(_ lines: [JournalLine], _ marginMS: Int64) -> [Stretch] {
        var stretches: [Stretch] = []
        var armed: [(fault: String, atMS: Int64)] = []
        func close(_ fault: String, _ atMS: Int64) {
            for open in armed where open.fault == fault {
                stretches.append(
                    Stretch(fault: fault, window: TimeWindow(fromMS: open.atMS, toMS: atMS + marginMS + 1)))
            }
            armed.removeAll { $0.fault == fault }
        }
        for line in lines {
            switch line.event {
            case .faultArmed(let fault, _, _, _): armed.append((fault, line.virtualMS))
            case .faultLifted(let fault), .faultMissed(let fault, _): close(fault, line.virtualMS)
            default: break
            }
        }
        let lastMS = lines.last?.virtualMS ?? 0
        for open in armed.map(\.fault) { close(open, lastMS) }
        return stretches
    }

    /// From an end of the engine in a fault that was in force to the restart after it, and the margin.
    private static func restartStretches(
        _ lines: [JournalLine], _ planned: [Stretch], _ marginMS: Int64
    ) -> [Stretch] {
        var stretches: [Stretch] = []
        var ended: (fault: String, atMS: Int64)?
        for line in lines {
            switch line.event {
            case .engineExited(let exit):
                let stretch = planned.first { $0.fault == exit.during && $0.window.contains(line.virtualMS) }
                ended = stretch.map { ($0.fault, line.virtualMS) }
            case .engineStarted:
                guard let (fault, atMS) = ended else { continue }
                let window = TimeWindow(fromMS: atMS, toMS: line.virtualMS + marginMS + 1)
                stretches.append(Stretch(fault: fault, window: window))
                ended = nil
            default: break
            }
        }
        return stretches
    }

    /// True when this fault explains something at this moment.
    func isInForce(_ fault: String, at ms: Int64) -> Bool {
        stretches.contains { $0.fault == fault && $0.window.contains(ms) }
    }

    /// The fault that explains something at this moment; nil when none does.
    func fault(at ms: Int64) -> String? {
        stretches.first { $0.window.contains(ms) || $0.window.contains(ms + leadMS) }?.fault
    }

    /// The fault that explains something at some moment of a stretch.
    func fault(during window: TimeWindow) -> String? {
        stretches.first { $0.window.intersection(window) != nil }?.fault
    }
}
