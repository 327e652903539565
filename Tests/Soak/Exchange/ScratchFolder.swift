import SoakExchange
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A folder of one test's own, removed with it.
final class ScratchFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/hip3-exchange-XXXXXX".utf8CString)
        path = String(cString: mkdtemp(&template))
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        for name in names { Self.remove(folder: path + "/" + name) }
        rmdir(path)
    }

    /// Removes a folder in this one with its files.
    func remove(_ name: String) { Self.remove(folder: path + "/" + name) }

    var names: [String] { Self.names(in: path) }

    func write(_ text: String, to name: String) throws {
        let file = try #require(fopen(path + "/" + name, "w"))
        defer { fclose(file) }
        fputs(text, file)
    }

    func lines(_ name: String) -> [String] {
        text(name).split(separator: "\n").map(String.init)
    }

    func text(_ name: String) -> String {
        guard let file = fopen(path + "/" + name, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// A fast exchange on any port, its clock page in this folder. Nobody is closed for being idle: on a busy
    /// machine a test may take longer to subscribe than the rule allows at this speed.
    func configuration(truth: Bool = false, markets: Int = 32) -> ExchangeConfiguration {
        var configuration = ExchangeConfiguration(startMs: 1_768_893_180_000, clockPath: path + "/clock")
        configuration.seed = 7
        configuration.markets = markets
        configuration.rules.idleMs = 86_400_000
        if truth { configuration.truthDirectory = path + "/truth" }
        return configuration
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(folder: String) {
        for name in names(in: folder) { unlink(folder + "/" + name) }
        rmdir(folder)
    }
}
