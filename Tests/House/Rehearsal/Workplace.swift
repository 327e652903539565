import FoundationEssentials
import Glibc

/// A folder of one test's own, which other users may enter, and the programs that were built beside the tests.
///
/// It is removed by `clear`, which a test calls at its end: one that fails leaves its files to be looked at.
struct Workplace: Sendable {
    let folder: String

    init() throws {
        var template = Array("/tmp/hip3-house-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(folder, 0o755)
    }

    func clear() throws { try FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        return path(name)
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }

    func text(_ name: String) -> String { Self.text(at: path(name)) }

    /// Nothing when it can't be read.
    static func text(at path: String) -> String {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// A program of this package; it lies beside the one that runs the tests. One with a whole path is left as it is.
    static func built(_ program: String) -> String {
        if program.hasPrefix("/") { return program }
        var path = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/" + program
    }

    /// A program of this package where every user can reach it.
    func copied(_ program: String) throws -> String {
        let path = path(program)
        if access(path, F_OK) != 0, link(Self.built(program), path) != 0 {
            try FileManager.default.copyItem(atPath: Self.built(program), toPath: path)
        }
        return path
    }

    /// The saboteur with its bug, as one program that the runner can be given. It is brought here, where the
    /// engine's user can reach it.
    func saboteur(_ bug: String) throws -> String {
        let program = try copied("saboteur")
        let script = try write(
            "#!/bin/sh\nexec '\(program)' --bug \(bug) \"$@\"\n", to: "engine-that-\(bug)s")
        chmod(script, 0o755)
        return script
    }
}
