import FoundationEssentials
import Glibc
import SoakFaults

/// A folder that other users may enter, and the programs that were built beside the tests.
final class Workshop: Sendable {
    let folder: String
    static let isRoot = geteuid() == 0
    static let user: UserIdentity? = isRoot ? .ordinary : nil

    init() {
        var template = Array("/tmp/soak-runner-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(folder, 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let injector: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(own[..<own.lastIndex(of: "/")!]) + "/soak-inject"
    }()

    func path(_ name: String) -> String { folder + "/" + name }

    func text(_ name: String) -> String {
        (try? Data(contentsOf: URL(filePath: path(name)))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func write(_ text: String, to name: String) { try! Data(text.utf8).write(to: URL(filePath: path(name))) }
}
