import FoundationEssentials
import Glibc

/// A run's folder that is gone with its test.
final class TemporaryRun {
    let path: String

    struct Failed: Error {}

    init() throws {
        var name = Array("/tmp/hip3-status-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw Failed() }
        path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        mkdir(path + "/data", 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// As a closed day is packed: the plain file gives way to `NAME.gz`.
    func pack(_ path: String) throws -> Bool {
        guard let gzip = popen("gzip -n '\(path)'", "r") else { throw Failed() }
        return pclose(gzip) == 0
    }

    /// Replaces a file of the folder.
    func write(_ name: String, _ text: String) throws { try put(name, text, "w") }

    func append(_ name: String, _ text: String) throws { try put(name, text, "a") }

    private func put(_ name: String, _ text: String, _ mode: String) throws {
        guard let file = fopen(path + "/" + name, mode) else { throw Failed() }
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failed() }
    }
}
