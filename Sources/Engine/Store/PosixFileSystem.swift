import Glibc

/// The real disk.
package struct PosixFileSystem: FileSystem {
    package init() {}

    package func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        let (flags, operation): (Int32, FileOperation) =
            switch access {
            case .append: (O_RDWR | O_CREAT | O_APPEND, .open)
            case .appendExisting: (O_RDWR | O_APPEND, .open)
            case .read: (O_RDONLY, .open)
            case .readWrite: (O_RDWR | O_CREAT, .open)
            case .createNew: (O_RDWR | O_CREAT | O_EXCL, .create)
            case .directory: (O_RDONLY | O_DIRECTORY, .open)
            }
        let descriptor = try repeated(operation, path) { Glibc.open(path, flags | O_CLOEXEC, 0o644) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    package func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        try repeated(.write, file.path) {
            bytes.withUnsafeBytes { Glibc.write(file.descriptor, $0.baseAddress! + from, $0.count - from) }
        }
    }

    package func write(
        _ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64
    ) throws(FileError) -> Int {
        try repeated(.write, file.path) {
            bytes.withUnsafeBytes {
                pwrite(file.descriptor, $0.baseAddress! + from, $0.count - from, off_t(offset))
            }
        }
    }

    package func read(_ file: OpenFile, at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let got = try repeated(.read, file.path) {
                bytes.withUnsafeMutableBytes {
                    pread(file.descriptor, $0.baseAddress! + have, count - have, off_t(offset) + off_t(have))
                }
            }
            if got == 0 { break }
            have += got
        }
        bytes.removeLast(count - have)
        return bytes
    }

    package func synchronize(_ file: OpenFile) throws(FileError) {
        _ = try repeated(.fdatasync, file.path) { fdatasync(file.descriptor) }
    }

    package func truncate(_ file: OpenFile, to length: Int64) throws(FileError) {
        _ = try repeated(.truncate, file.path) { ftruncate(file.descriptor, off_t(length)) }
    }

    package func length(of file: OpenFile) throws(FileError) -> Int64 {
        var status = stat()
        _ = try repeated(.stat, file.path) { fstat(file.descriptor, &status) }
        return Int64(status.st_size)
    }

    package func identity(of file: OpenFile) throws(FileError) -> FileIdentity {
        var status = stat()
        _ = try repeated(.stat, file.path) { fstat(file.descriptor, &status) }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    package func identity(at path: String) throws(FileError) -> FileIdentity? {
        var status = stat()
        do throws(FileError) {
            _ = try repeated(.stat, path) { fstatat(AT_FDCWD, path, &status, 0) }
        } catch {
            if error.code == ENOENT || error.code == ENOTDIR { return nil }
            throw error
        }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    package func allocate(_ bytes: Int64, for file: OpenFile) throws(FileError) {
        // Unlike the others it gives the error as its value.
        let code = posix_fallocate(file.descriptor, 0, off_t(bytes))
        if code != 0 { throw FileError(.allocate, file.path, code) }
    }

    package func lock(_ file: OpenFile) throws(FileError) -> Bool {
        do throws(FileError) {
            _ = try repeated(.lock, file.path) { flock(file.descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error.code == EWOULDBLOCK { return false }
            throw error
        }
    }

    package func rename(_ path: String, to other: String) throws(FileError) {
        _ = try repeated(.rename, other) { Glibc.rename(path, other) }
    }

    package func remove(_ path: String) throws(FileError) {
        _ = try repeated(.unlink, path) { unlink(path) }
    }

    package func list(_ directory: String) throws(FileError) -> [String] {
        guard let stream = opendir(directory) else { throw FileError(.list, directory, errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    package func makeDirectory(_ path: String) throws(FileError) {
        do throws(FileError) {
            _ = try repeated(.mkdir, path) { mkdir(path, 0o755) }
        } catch {
            if error.code != EEXIST { throw error }
        }
    }

    package func synchronizeDirectory(_ path: String) throws(FileError) {
        let directory = try open(path, .directory)
        _ = try repeated(.fdatasync, path) { fsync(directory.descriptor) }
    }

    private func repeated<Count: SignedInteger>(
        _ operation: FileOperation, _ path: String, _ call: () -> Count
    ) throws(FileError) -> Count {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw FileError(operation, path, code) }
        }
    }
}
