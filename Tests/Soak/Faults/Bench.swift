import FoundationEssentials
import Glibc
import SoakFaults

/// A folder that other users may enter, and the programs that were built beside the tests.
final class Bench {
    let folder: String
    static let isRoot = geteuid() == 0
    /// Whoever an engine would be.
    static let user: UserIdentity? = isRoot ? .ordinary : nil

    init() {
        var template = Array("/tmp/soak-faults-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(folder, 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func built(_ program: String) -> String {
        var path = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(own[..<own.lastIndex(of: "/")!]) + "/" + program
    }

    static let injector = built("soak-inject")

    func path(_ name: String) -> String { folder + "/" + name }

    /// A folder that belongs to the engine's user.
    func engineFolder(_ name: String) -> String {
        mkdir(path(name), 0o755)
        if let user = Self.user { chown(path(name), user.uid, user.gid) }
        return path(name)
    }

    func bytes(_ name: String) -> [UInt8] {
        (try? Data(contentsOf: URL(filePath: path(name)))).map { Array($0) } ?? []
    }

    func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    func write(_ text: String, to name: String) { try! Data(text.utf8).write(to: URL(filePath: path(name))) }

    /// As the process's first thread sees it.
    func isMounted(_ folder: String) -> Bool {
        let table = (try? String(contentsOf: URL(filePath: "/proc/self/mountinfo"), encoding: .utf8)) ?? ""
        return table.contains(" \(folder) ")
    }

    /// Runs a command under soak-inject to its end.
    func run(_ command: [String], user: UserIdentity? = nil, order: InjectorOrder? = nil, armed: Bool = false)
        throws
        -> (exit: ProcessExit?, events: [InjectorEvent])
    {
        var order = order
        order?.isArmed = armed
        let process = try LaunchedProcess.start(
            command, injector: Self.injector, user: user, order: order, output: path("out"),
            errors: path("err"))
        let events = process.eventsUntilEnd(waitMs: 30_000)
        return (process.exit(), events)
    }
}

extension [InjectorEvent] {
    var bite: InjectorBite? {
        for event in self { if case .bitten(let bite) = event { return bite } }
        return nil
    }

    var exit: ProcessExit? {
        for event in self { if case .exited(let exit) = event { return exit } }
        return nil
    }
}

/// Waits for something that will be so; false after a time that only a broken program takes.
func eventually(_ isSo: () -> Bool) -> Bool {
    for _ in 0..<3000 {
        if isSo() { return true }
        usleep(10_000)
    }
    return isSo()
}
