import ArgumentParser
import EngineStore

/// What is wrong with this engine.
enum Bug: String, CaseIterable, ExpressibleByArgument {
    /// A failed create or write is as if it had worked.
    case swallow
    /// What a killed run left half written stays, and the next line goes right behind it.
    case glue
    /// A write that failed half-way is begun anew, with all its lines.
    case double

    /// The disk as this engine uses it. The seed decides where the disk fails by itself.
    func disk(seed: Int64) -> any FileSystem {
        switch self {
        case .swallow: SwallowingFileSystem(disk: PosixFileSystem())
        case .glue: GluingFileSystem(disk: PosixFileSystem())
        case .double:
            DoublingFileSystem(
                disk: FullOnceFileSystem(disk: PosixFileSystem(), seed: UInt64(bitPattern: seed)))
        }
    }
}
