package import Glibc
package import SoakFaults

/// The few things that a run does to folders and files.
package enum FileTree {
    /// Creates a folder and the ones above it where they are missing.
    package static func makeFolders(_ path: String) throws(SystemFailure) {
        var prefix = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            prefix += "/" + part
            if mkdir(prefix, 0o755) != 0, errno != EEXIST {
                throw SystemFailure("create folder", prefix, errno: errno)
            }
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemFailure("open folder", path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw SystemFailure("open folder", path, errno: ENOTDIR)
        }
    }

    static func absolute(_ path: String) throws(SystemFailure) -> String {
        guard let resolved = realpath(path, nil) else { throw SystemFailure("open", path, errno: errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    package static func read(_ path: String) throws(SystemFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = Glibc.read(file, &part, part.count)
            if got < 0 { throw SystemFailure("read", path, errno: errno) }
            if got == 0 { return bytes }
            bytes.append(contentsOf: part.prefix(got))
        }
    }

    package static func text(_ path: String) throws(SystemFailure) -> String {
        String(decoding: try read(path), as: UTF8.self)
    }

    package static func write(_ bytes: some Collection<UInt8>, to path: String, mode: mode_t = 0o644)
        throws(SystemFailure)
    {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw SystemFailure("create", path, errno: errno) }
        defer { close(file) }
        let all = Array(bytes)
        var done = 0
        while done < all.count {
            let wrote = all.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + done, all.count - done) }
            if wrote < 0 { throw SystemFailure("write", path, errno: errno) }
            done += wrote
        }
    }

    /// Copies a folder with all in it, owners and modes too. `other` must not be there.
    package static func copy(_ folder: String, to other: String) throws(SystemFailure) {
        var status = stat()
        guard lstat(folder, &status) == 0 else { throw SystemFailure("stat", folder, errno: errno) }
        if status.st_mode & S_IFMT == S_IFDIR {
            if mkdir(other, 0o700) != 0 { throw SystemFailure("create folder", other, errno: errno) }
            for name in try names(in: folder) { try copy(folder + "/" + name, to: other + "/" + name) }
        } else {
            try write(try read(folder), to: other, mode: 0o600)
        }
        if chown(other, status.st_uid, status.st_gid) != 0 || chmod(other, status.st_mode & 0o7777) != 0 {
            throw SystemFailure("chown", other, errno: errno)
        }
    }

    /// Takes a folder with all in it, or a file, away; nothing where nothing is.
    package static func remove(_ path: String) throws(SystemFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw SystemFailure("stat", path, errno: errno)
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        if isFolder { for name in try names(in: path) { try remove(path + "/" + name) } }
        if (isFolder ? rmdir(path) : unlink(path)) != 0 { throw SystemFailure("remove", path, errno: errno) }
    }

    /// Sorted, without `.` and `..`.
    package static func names(in folder: String) throws(SystemFailure) -> [String] {
        guard let handle = opendir(folder) else { throw SystemFailure("open folder", folder, errno: errno) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Bytes of all files directly in a folder and one level below.
    static func bytes(in folder: String, depth: Int = 2) -> Int64 {
        guard depth > 0, let handle = opendir(folder) else { return 0 }
        defer { closedir(handle) }
        var total: Int64 = 0
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var status = stat()
            guard lstat(folder + "/" + name, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                total += bytes(in: folder + "/" + name, depth: depth - 1)
            } else {
                total += Int64(status.st_size)
            }
        }
        return total
    }

    package static func size(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}
