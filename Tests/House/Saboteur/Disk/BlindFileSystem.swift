import EngineStore

/// The bug: it never asks where its files are. What it holds open is always what its paths lead to.
struct BlindFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()

    func identity(of file: OpenFile) throws(FileError) -> FileIdentity { FileIdentity(device: 0, inode: 0) }
    func identity(at path: String) throws(FileError) -> FileIdentity? { FileIdentity(device: 0, inode: 0) }
}
