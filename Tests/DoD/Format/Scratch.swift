import Foundation

/// A folder of its own for one test, gone with it.
final class Scratch {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let target = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: target)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }
}

/// The golden lines that writers and readers share.
enum Fixture {
    static func text(_ name: String) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/format")
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
}

/// The golden lines under a name that a suite with fixtures of its own can use.
enum GoldenText {
    static func of(_ name: String) throws -> String { try Fixture.text(name) }
}
