import EngineStore
import Glibc

/// A directory of one test, removed with everything in it at its end.
final class TemporaryDirectory {
    let path: String

    init() {
        var template = Array("/tmp/hip3-store-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            guard mkdtemp(buffer.baseAddress!) != nil else {
                fatalError("no temporary directory: errno \(errno)")
            }
            return String(cString: buffer.baseAddress!)
        }
    }

    deinit { Self.removeAll(path) }

    private static func removeAll(_ path: String) {
        chmod(path, 0o755)
        for name in (try? PosixFileSystem().list(path)) ?? [] { removeAll(path + "/" + name) }
        remove(path)
    }

    func makeDirectory(_ name: String) -> String {
        let made = path + "/" + name
        precondition(mkdir(made, 0o755) == 0)
        return made
    }
}

/// The whole of a file; empty when it is absent.
func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}

func text(of path: String) -> String { String(decoding: contents(of: path), as: UTF8.self) }

func write(_ text: String, to path: String, mode: String = "w") {
    let file = fopen(path, mode)!
    fputs(text, file)
    fclose(file)
}

func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
