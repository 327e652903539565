/// Whose calls the injector bites: the files of one kind, or all in a directory (and the directory itself).
package enum FaultTarget: String, CaseIterable, Sendable {
    case signals, followups, ledger, markets, data, spool

    /// What the absolute path of such a file contains.
    package func pattern(_ ground: any FaultGround) -> String {
        switch self {
        case .data: ground.dataDirectory
        case .spool: ground.spoolDirectory
        case .signals, .followups, .ledger, .markets: "\(ground.dataDirectory)/\(rawValue)_"
        }
    }

    /// For sentences.
    package var words: String {
        switch self {
        case .data: "the data directory"
        case .spool: "the spool"
        case .signals, .followups, .ledger, .markets: "\(rawValue) files"
        }
    }
}
