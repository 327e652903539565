import EngineStore
import Glibc

/// A program that was started for a measurement, bound to one core.
final class Child {
    let pid: pid_t
    /// Its first line, for those who waited for it.
    var ready = ""
    private let output: Int32

    /// - Parameter core: the only core it may use; nil for any.
    init(_ command: [String], core: Int?) throws {
        let arguments = (core.map { ["taskset", "-c", String($0)] } ?? ["env"]) + command
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw BenchFailure("no pipe: errno \(errno)") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var pid = pid_t()
        var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        let failure = posix_spawnp(&pid, arguments[0], &actions, nil, &texts, environ)
        posix_spawn_file_actions_destroy(&actions)
        for text in texts { free(text) }
        close(ends[1])
        guard failure == 0 else { throw BenchFailure("\(arguments[0]) can't be started: errno \(failure)") }
        self.pid = pid
        output = ends[0]
    }

    /// The first line that it says.
    func firstLine() throws -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        guard !line.isEmpty else { throw BenchFailure("the program ended before it was ready") }
        return String(decoding: line, as: UTF8.self)
    }

    /// User and system time of all its threads, in seconds (the kernel counts hundredths).
    var cpuSeconds: Double {
        // The name in brackets may hold blanks; what follows has fixed places.
        let fields =
            ProcFile.text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
            return 0
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Resident memory in bytes.
    var residentBytes: Int64 {
        let fields = ProcFile.text("/proc/\(pid)/statm").split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return 0 }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Asks it to end in order, and waits. The rest of what it said comes back.
    @discardableResult
    func end() throws -> String {
        kill(pid, SIGTERM)
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = read(output, &buffer, buffer.count), count > 0 { said += buffer[..<count] }
        close(output)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        guard status == 0 else { throw BenchFailure("the program ended with wait status \(status)") }
        return String(decoding: said, as: UTF8.self)
    }
}

/// Small files of `/proc`.
enum ProcFile {
    static func text(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 8_192)
        let count = read(descriptor, &buffer, buffer.count)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
}

/// Where an engine of a measurement keeps its files, and its configuration.
struct EngineYard {
    let directory: String
    var data: String { directory + "/data" }

    init(in parent: String) throws {
        var template = Array((parent + "/engine-bench-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw BenchFailure("\(parent): no directory: errno \(errno)") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard mkdir(data, 0o755) == 0 else { throw BenchFailure("\(data): errno \(errno)") }
    }

    /// The deployed configuration, but for addresses; the age gates as they are, since time is real here.
    func start(engine: String, core: Int?, port: Int, syncIntervalMS: Int) throws -> Child {
        let text = """
            ws_url = "ws://127.0.0.1:\(port)/ws"
            info_url = "http://127.0.0.1:\(port)/info"
            [persistence]
            data_dir = "\(data)"
            sync_interval_ms = \(syncIntervalMS)
            [telemetry]
            ops = "127.0.0.1:0"
            log_file = "\(directory)/engine.log"

            """
        let file = directory + "/engine.toml"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0, write(descriptor, text, text.utf8.count) == text.utf8.count else {
            throw BenchFailure("\(file): errno \(errno)")
        }
        close(descriptor)
        let child = try Child([engine, "run", "--config", file], core: core)
        child.ready = try child.firstLine()
        return child
    }

    /// The sum of a member over the ledger's lines of a type.
    func ledgerSum(_ member: String, type: String) -> Int64 {
        var sum: Int64 = 0
        let kind = Array("\"type\":\"\(type)\"".utf8)
        for name in files(prefix: "ledger_") {
            for line in LineFile.lines(data + "/" + name) where line.find(kind) != nil {
                sum += line.integer(member) ?? 0
            }
        }
        return sum
    }

    func files(prefix: String) -> [String] {
        do throws(FileError) {
            return try PosixFileSystem().list(data).filter { $0.hasPrefix(prefix) }
        } catch {
            return []
        }
    }

    func remove() {
        for folder in ["/data/quarantine", "/data", "/data-spool", ""] {
            let path = directory + folder
            do throws(FileError) {
                for name in try PosixFileSystem().list(path) { unlink(path + "/" + name) }
            } catch {}
            rmdir(path)
        }
    }
}

/// Lines of the engine's own files: looked into, not parsed.
enum LineFile {
    static func lines(_ path: String) -> [ArraySlice<UInt8>] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes.split(separator: UInt8(ascii: "\n"))
    }
}
