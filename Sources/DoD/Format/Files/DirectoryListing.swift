#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The names in a directory and what they are, in the order of their bytes.
package struct DirectoryListing: Sendable {
    package struct Entry: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case file, directory
            /// Where it leads to is not looked at.
            case link
            /// A pipe, a socket, a device.
            case other
        }

        package let name: String
        package let kind: Kind
        package let bytes: Int64

        package var isDirectory: Bool { kind == .directory }
    }

    package let entries: [Entry]

    /// Throws `ReadError` when the path is missing, no directory, or may not be read.
    package init(path: String) throws {
        guard let directory = opendir(path) else {
            throw ReadError(operation: "open directory", path: path, errno: errno)
        }
        defer { closedir(directory) }
        var found: [Entry] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            var status = stat()
            let isKnown = lstat("\(path)/\(name)", &status) == 0
            found.append(
                Entry(
                    name: name, kind: isKnown ? Self.kind(status.st_mode) : .other,
                    bytes: Int64(status.st_size)))
        }
        entries = found.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    private static func kind(_ mode: mode_t) -> Entry.Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .link
        default: .other
        }
    }

    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }
}
