import EngineStore
import Glibc

/// The bug of January 2026: a file that can't be created and a write that fails are passed over, and the
/// engine goes on as if it had them.
///
/// Only the ledger is brought home as soon as its file can be created: the seals over what was never written
/// must outlive the fault, so that there is a lie for the judge to see through.
struct SwallowingFileSystem: AlteredFileSystem {
    let disk: PosixFileSystem

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        do throws(FileError) {
            return try disk.open(path, access)
        } catch {
            switch access {
            case .appendExisting, .read, .directory: throw error
            case .append, .readWrite, .createNew: return try nowhere(path)
            }
        }
    }

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        if !file.holdsRecords { bringHome(file) }
        do throws(FileError) {
            return try disk.append(bytes, from: from, to: file)
        } catch {
            return bytes.count - from
        }
    }

    func write(
        _ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64
    ) throws(FileError) -> Int {
        do throws(FileError) {
            return try disk.write(bytes, from: from, to: file, at: offset)
        } catch {
            return bytes.count - from
        }
    }

    func rename(_ path: String, to other: String) throws(FileError) {
        do throws(FileError) { try disk.rename(path, to: other) } catch {}
    }

    func remove(_ path: String) throws(FileError) {
        do throws(FileError) { try disk.remove(path) } catch {}
    }

    /// It never asks where its files are: what it holds is always what its paths lead to.
    func identity(of file: OpenFile) throws(FileError) -> FileIdentity { FileIdentity(device: 0, inode: 0) }
    func identity(at path: String) throws(FileError) -> FileIdentity? { FileIdentity(device: 0, inode: 0) }

    /// A file without a name, gone when it is closed.
    private func nowhere(_ path: String) throws(FileError) -> OpenFile {
        var template = Array("/tmp/saboteur-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw FileError(.create, path, errno) }
        unlink(template)
        return OpenFile(descriptor: descriptor, path: path)
    }

    private func bringHome(_ file: OpenFile) {
        do throws(FileError) {
            guard try disk.identity(at: file.path) != disk.identity(of: file) else { return }
            let home = try disk.open(file.path, .append)
            let held = try disk.read(file, at: 0, count: Int(disk.length(of: file)))
            if !held.isEmpty { _ = try disk.append(held, from: 0, to: home) }
            dup2(home.descriptor, file.descriptor)
        } catch {}
    }
}
