import FoundationEssentials
import Testing

/// The checkout that these tests were compiled in, as text.
enum Checkout {
    static let root: String = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static func path(_ name: String) -> String { "\(root)/\(name)" }

    static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path(name))), as: UTF8.self)
    }

    static func lines(_ name: String) throws -> [Substring] {
        try text(name).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The scripts of a folder that are run by hand, sorted.
    static func scripts(in folder: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
        return names.map { "\(folder)/\($0)" }.filter { name in
            FileManager.default.isExecutableFile(atPath: path(name))
                && (try? text(name).hasPrefix("#!")) == true
        }
    }

    /// Whether a program is on the path.
    static func has(_ program: String) -> Bool {
        let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}
