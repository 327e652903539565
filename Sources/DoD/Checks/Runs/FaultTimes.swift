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

    init(_ run: RunEvidence, policy: Policy) {
        let realMS = policy.hundredths(.errorsRecoveryRealSeconds) * 10
        let real = Int128(realMS) * Int128(run.rate.units) / Int128(Amount.unitsPerOne)
        marginMS = policy.hundredths(.errorsRecoverySeconds) * 10 + Int64(clamping: real)
        stretches = Self.stretches(run.journal?.lines ?? [], marginMS)
    }

    private static func stretches(_ lines: [JournalLine], _ marginMS: Int64) -> [Stretch] {
        var stretches: [Stretch] = []
        var armed: [(fault: String, atMS: Int64)] = []
        var ended: (fault: String, atMS: Int64)?
        func close(_ fault: String, _ atMS: Int64) {
            for open in armed where open.fault == fault {
                stretches.append(
                    Stretch(fault: fault, window: TimeWindow(fromMS: open.atMS, toMS: atMS + marginMS + 1)))
            }
            armed.removeAll { $0.fault == fault }
        }
        var known: Set<String> = []
        for line in lines {
            switch line.event {
            case .faultArmed(let fault, _, _, _):
                armed.append((fault, line.virtualMS))
                known.insert(fault)
            case .faultLifted(let fault), .faultMissed(let fault, _): close(fault, line.virtualMS)
            case .engineExited(let exit):
                ended = exit.during.flatMap { known.contains($0) ? ($0, line.virtualMS) : nil }
            case .engineStarted:
                guard let before = ended else { continue }
                stretches.append(
                    Stretch(
                        fault: before.fault,
                        window: TimeWindow(fromMS: before.atMS, toMS: line.virtualMS + marginMS + 1)))
                ended = nil
            default: break
            }
        }
        let lastMS = lines.last?.virtualMS ?? 0
        for open in armed.map(\.fault) { close(open, lastMS) }
        return stretches
    }

    /// The fault that explains something at this moment; nil when none does.
    func fault(at ms: Int64) -> String? { stretches.first { $0.window.contains(ms) }?.fault }

    /// The fault that explains something at some moment of a stretch.
    func fault(during window: TimeWindow) -> String? {
        stretches.first { $0.window.intersection(window) != nil }?.fault
    }
}
