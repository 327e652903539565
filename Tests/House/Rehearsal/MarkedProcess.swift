import FoundationEssentials
import Glibc

/// A process that carries a mark in its environment, as all do that a marked one started, and what it holds of
/// the machine.
struct MarkedProcess: Sendable, CustomStringConvertible {
    let pid: Int
    /// In ticks since the machine began: a number that is given anew has another one.
    let startedAt: String
    /// `mnt:[4026531841]`, those that differ from our own.
    let namespaces: Set<String>
    /// Files that it has open for writing.
    let writtenFiles: Set<String>
    let command: String

    var description: String { "\(pid) \(command)" }

    /// All that live now, of any mark when it is empty. One that ends meanwhile is left out.
    static func all(marked mark: String) -> [MarkedProcess] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(Int.init).sorted().compactMap { pid in
            guard pid != Int(getpid()),
                mark.isEmpty || Workplace.text(at: "/proc/\(pid)/environ").contains(mark),
                let startedAt = startedAt(pid)
            else { return nil }
            let command = Workplace.text(at: "/proc/\(pid)/cmdline").replacing("\0", with: " ")
            return MarkedProcess(
                pid: pid, startedAt: startedAt, namespaces: namespaces(pid), writtenFiles: writtenFiles(pid),
                command: command)
        }
    }

    /// False also for one that ended and waits for whoever has to take notice of it.
    var isAlive: Bool {
        guard Self.startedAt(pid) == startedAt else { return false }
        return !(Self.fields(pid).first ?? "Z").hasPrefix("Z")
    }

    /// From the state on: the name before it may hold anything.
    private static func fields(_ pid: Int) -> [Substring] {
        let text = Workplace.text(at: "/proc/\(pid)/stat")
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[text.index(after: end)...].split(separator: " ")
    }

    private static let startField = 19

    private static func startedAt(_ pid: Int) -> String? {
        let fields = fields(pid)
        return fields.count > startField ? String(fields[startField]) : nil
    }

    static let namespaceKinds = ["mnt", "user", "net", "pid", "ipc", "uts", "time", "cgroup"]

    private static func namespaces(_ pid: Int) -> Set<String> {
        Set(
            namespaceKinds.compactMap { kind in
                let link = target("/proc/\(pid)/ns/\(kind)")
                return link == target("/proc/self/ns/\(kind)") ? nil : link
            })
    }

    /// Processes without the mark that are in one of these namespaces.
    static func strangers(in namespaces: Set<String>, marked mark: String) -> [MarkedProcess] {
        namespaces.isEmpty
            ? []
            : all(marked: "").filter { !$0.isMarked(mark) && !$0.namespaces.isDisjoint(with: namespaces) }
    }

    private func isMarked(_ mark: String) -> Bool {
        Workplace.text(at: "/proc/\(pid)/environ").contains(mark)
    }

    private static func writtenFiles(_ pid: Int) -> Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? []
        return Set(
            names.compactMap { name in
                guard let path = target("/proc/\(pid)/fd/\(name)"), path.hasPrefix("/"),
                    !path.hasPrefix("/dev/"), !path.hasPrefix("/memfd:"),
                    let flags = Workplace.text(at: "/proc/\(pid)/fdinfo/\(name)").split(separator: "\n")
                        .first(where: { $0.hasPrefix("flags:") })?.split(separator: "\t").last,
                    let bits = Int32(flags, radix: 8), bits & O_ACCMODE != O_RDONLY
                else { return nil }
                return path
            })
    }

    private static func target(_ link: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let length = readlink(link, &bytes, bytes.count)
        guard length > 0 else { return nil }
        return String(decoding: bytes.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
