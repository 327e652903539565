import Foundation

/// The checkout as text: what the house rules are held against.
struct SourceTree {
    let root: URL

    /// The checkout that this file was compiled in.
    init(file: String = #filePath) {
        root =
            URL(fileURLWithPath: file).deletingLastPathComponent()
            .appendingPathComponent("../../..").standardizedFileURL
    }

    /// Paths below the root, sorted, with one of the extensions; build folders left out.
    func files(in folders: [String], extensions: Set<String>) throws -> [String] {
        var found: [String] = []
        for folder in folders {
            let base = root.appendingPathComponent(folder)
            guard let walk = FileManager.default.enumerator(atPath: base.path) else { continue }
            while let path = walk.nextObject() as? String {
                guard extensions.contains((path as NSString).pathExtension) else { continue }
                found.append(folder + "/" + path)
            }
        }
        return found.sorted()
    }

    func lines(of path: String) throws -> [Substring] {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The modules that a Swift file imports.
    func imports(of path: String) throws -> [String] {
        try lines(of: path).compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"),
                words[..<keyword].allSatisfy(Self.mayPrecedeImport)
            else { return nil }
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "func", "protocol", "typealias", "let", "var",
            ]
            let name = words[(keyword + 1)...].first { !kinds.contains($0) }
            return name.map { String($0.prefix { $0 != "." }) }
        }
    }

    private static func mayPrecedeImport(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }
}
