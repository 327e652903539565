/// Where the bytes of a day's file are found.
///
/// An open file outlives its name: somebody may remove or replace it, or the whole directory, and what was
/// written before and is written after still stands behind the descriptor, but no path leads there.
enum Whereabouts: Equatable {
    /// Behind its path.
    case inPlace
    /// Behind our descriptor only: gone with this process.
    case held
    /// In a synced copy in the spool's directory.
    case rescued
}
