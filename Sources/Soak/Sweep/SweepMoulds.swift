import SoakFaults

/// The moulds of one place: an engine for each session and each kind of call that it is stopped at, made when it
/// is first asked for. A stop at a call costs more than the call, so a life that nothing is done to has none.
final class SweepMoulds {
    struct Key: Hashable {
        var session: Int
        /// As soak-inject names them; nil: none.
        var calls: String?
    }

    private enum Mould {
        case ready(ProcessMould)
        /// This engine can't be copied.
        case none
    }

    private var moulds: [Key: Mould] = [:]

    /// Nil when the engine can't be copied, which is tried once.
    func mould(
        _ key: Key, make: () throws(SystemFailure) -> ProcessMould?
    ) throws(SystemFailure) -> ProcessMould? {
        if let known = moulds[key] {
            switch known {
            case .ready(let mould): return mould
            case .none: return nil
            }
        }
        let made = try make()
        moulds[key] = made.map { .ready($0) } ?? Mould.none
        return made
    }

    /// After a life that did not end: the mould was killed with it.
    func forget(_ key: Key) { moulds[key] = nil }
}
