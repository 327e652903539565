/// Whose calls the injector bites: the files of one kind, or all in a directory (and the directory itself).
package enum FaultTarget: String, CaseIterable, Sendable {
    case signals, followups, ledger, markets, data, spool
    /// The whole disk: data, spool and whatever else lies beside them.
    case all

    /// What the absolute path of such a file contains.
    package func pattern(_ ground: any FaultGround) -> String {
        switch self {
        case .data: ground.dataDirectory
        case .spool: ground.spoolDirectory
        case .all: Self.folder(ground.dataDirectory, ground.spoolDirectory)
        case .signals, .followups, .ledger, .markets: "\(ground.dataDirectory)/\(rawValue)_"
        }
    }

    /// What both paths begin with, to a whole folder.
    private static func folder(_ path: String, _ other: String) -> String {
        let common = zip(path, other).prefix { $0 == $1 }.map(\.0)
        return String(common.prefix(upTo: (common.lastIndex(of: "/") ?? -1) + 1))
    }

    /// For sentences.
    package var words: String {
        switch self {
        case .data: "the data directory"
        case .spool: "the spool"
        case .all: "data and spool"
        case .signals, .followups, .ledger, .markets: "\(rawValue) files"
        }
    }
}
