import DoDFormat
import Glibc

/// Finds run folders, and whether somebody is at work on one.
package enum RunLocator {
    /// Folders that are looked at: reports gather over the years.
    private static let foldersMax = 10_000
    private static let headBytesMax = 65_536

    package struct Refusal: Error, Equatable, CustomStringConvertible, Sendable {
        package let description: String
    }

    /// Where runs lie when nobody says: `reports`, and what the runner takes where its user can't reach that.
    package static func defaultReports() -> [String] {
        ["reports", "/var/tmp/hip3-soak-\(getuid())/reports"]
    }

    /// The folder of a run: as named (a path, or a name below a reports folder), else the one begun last.
    package static func find(_ name: String?, reports: [String]) throws(Refusal) -> String {
        if let name {
            for path in [name] + reports.map({ $0 + "/" + name }) where isRun(path) { return path }
            throw Refusal(
                description: access(name, F_OK) == 0
                    ? "\(name) is no folder of a run: it holds no journal.jsonl"
                    : "\(name): no such folder; give a run's folder, or none for the newest one")
        }
        var newest: (path: String, startedMs: Int64)?
        for folder in reports {
            for path in runs(in: folder) {
                guard let startedMs = startedMs(path) else { continue }
                if newest.map({ startedMs > $0.startedMs }) ?? true { newest = (path, startedMs) }
            }
        }
        guard let newest else {
            throw Refusal(
                description:
                    "no run in \(reports.joined(separator: " or ")); name a run's folder, or the place with --reports"
            )
        }
        return newest.path
    }

    private static func isRun(_ path: String) -> Bool { access(path + "/journal.jsonl", F_OK) == 0 }

    private static func runs(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var paths: [String] = []
        while paths.count < foldersMax, let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = folder + "/" + name
            if !name.hasPrefix("."), isRun(path) { paths.append(path) }
        }
        return paths.sorted()
    }

    /// By the first line of its journal; a journal that has none yet was begun when it was made.
    private static func startedMs(_ run: String) -> Int64? {
        let path = run + "/journal.jsonl"
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: headBytesMax)
        let got = read(file, &head, head.count)
        if got > 0, let end = head[..<got].firstIndex(of: 0x0a),
            let line = try? JSONParser.parse(Array(head[..<end])), let ms = line["wall_ms"]?.integer
        {
            return ms
        }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { return nil }
        return Int64(facts.st_mtim.tv_sec) * 1000
    }

    /// Whether a process holds the reports folder that a run lies in, by the kernel's list of locks: nothing is
    /// locked to find out. Within a container that list does not show what holds it outside; only there the lock
    /// itself is tried, shared and for a moment.
    package static func presence(of run: String) -> RunnerPresence {
        var facts = stat()
        guard stat(run + "/../.lock", &facts) == 0 else { return .unknown }
        if holder(of: run) != nil { return .atWork }
        return seesAllProcesses || !isLocked(run + "/../.lock") ? .gone : .atWork
    }

    /// The process that holds the reports folder, where the kernel's list shows it.
    static func holder(of run: String) -> Int32? {
        var facts = stat()
        guard stat(run + "/../.lock", &facts) == 0, let locks = SmallFile.proc("/proc/locks") else {
            return nil
        }
        let inode = ":\(facts.st_ino)"
        for line in locks {
            // 1: FLOCK  ADVISORY  WRITE 4711 fe:01:1234 0 EOF; what waits for a lock has an arrow before FLOCK.
            let words = line.split(separator: " ")
            if words.count > 5, words[1] == "FLOCK", words[5].hasSuffix(inode) { return Int32(words[4]) }
        }
        return nil
    }

    /// Of the first process namespace: the inode is a constant of the kernel.
    private static let firstNamespace = "pid:[4026531836]"

    private static var seesAllProcesses: Bool {
        var name = [UInt8](repeating: 0, count: 64)
        let length = name.withUnsafeMutableBytes {
            readlink("/proc/self/ns/pid", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        return length > 0 && String(decoding: name.prefix(length), as: UTF8.self) == firstNamespace
    }

    static func isLocked(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}

extension SmallFile {
    /// The lines of a file of /proc, which has no size before it is read.
    static func proc(_ path: String) -> [String]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = fread(&part, 1, part.count, file)
            if got <= 0 { break }
            bytes += part.prefix(got)
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
