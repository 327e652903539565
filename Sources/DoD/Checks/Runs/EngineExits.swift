import DoDFormat

extension EngineExit {
    /// Signals by which a program dies of its own error: ILL, TRAP, ABRT, BUS, FPE, SEGV, SYS.
    private static let crashSignals: [Int64] = [4, 5, 6, 7, 8, 11, 31]
    /// By a shell's convention a code above this is 128 and the signal.
    private static let signalCodeBase: Int64 = 128

    private var endedBySignal: Int64? {
        signal ?? code.flatMap { $0 > Self.signalCodeBase ? $0 - Self.signalCodeBase : nil }
    }

    /// A crash, or an end with an error of its own; not a signal from outside (KILL, TERM, INT).
    var isError: Bool {
        if let endedBySignal { return Self.crashSignals.contains(endedBySignal) }
        return code.map { $0 != 0 } ?? true
    }

    /// `exit code 1`, `signal 9`
    var words: String {
        switch (code, signal) {
        case (_, let signal?): "signal \(signal)"
        case (let code?, nil): "exit code \(code)"
        case (nil, nil): "neither code nor signal"
        }
    }

    /// True when the runner saw how it ended.
    var isKnown: Bool { code != nil || signal != nil }
}
