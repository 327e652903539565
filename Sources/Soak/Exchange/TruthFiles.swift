import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The files under `truth/`, written behind the back of the event loop by a thread of their own, in order.
///
/// Nothing that is there already is overwritten. The first error is kept, and `seal` throws it: a truth
/// with a hole must not look whole.
final class TruthFiles: Sendable {
    enum Name: String, CaseIterable {
        case signals = "signals.jsonl"
        case connections = "connections.jsonl"
        case minutes = "minutes.jsonl"
    }

    /// Bytes handed over and not yet written above which the market has to wait.
    static let pendingMax = 32 * 1024 * 1024

    private let directory: String
    private let descriptors: [Int32]
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let pending = Atomic<Int>(0)
    private let failure = Mutex<ExchangeError?>(nil)

    init(directory: String) throws(ExchangeError) {
        self.directory = directory
        if mkdir(directory, 0o755) != 0, errno != EEXIST {
            throw .file(operation: "create the truth directory", path: directory, errno: errno)
        }
        if access(directory + "/" + Self.summaryName, F_OK) == 0 {
            throw .usage("\(directory) holds the truth of another run: name an empty directory with --truth")
        }
        var opened: [Int32] = []
        for name in Name.allCases {
            let path = directory + "/" + name.rawValue
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            let code = errno
            guard descriptor >= 0 else {
                for other in opened { close(other) }
                if code == EEXIST {
                    throw .usage("\(path) is there already: name an empty directory with --truth")
                }
                throw .file(operation: "create", path: path, errno: code)
            }
            opened.append(descriptor)
        }
        descriptors = opened
        thread.start()
    }

    private static let summaryName = "summary.json"

    var pendingBytes: Int { pending.load(ordering: .relaxed) }

    func append(_ bytes: [UInt8], to name: Name) {
        guard !bytes.isEmpty else { return }
        pending.add(bytes.count, ordering: .relaxed)
        thread.submit { _ in
            self.write(bytes, to: name)
            self.pending.subtract(bytes.count, ordering: .relaxed)
        }
    }

    /// Syncs everything and then puts the summary there, whole or not at all. Call it once, last.
    func seal(summary: [UInt8]) async throws {
        try await thread.runIfActive { try self.sealBlocking(summary: summary) }
        try await thread.shutdownGracefully()
    }

    private func write(_ bytes: [UInt8], to name: Name) {
        guard failure.withLock({ $0 == nil }) else { return }
        let index = Name.allCases.firstIndex(of: name)!
        if let code = Self.writeAll(bytes, to: descriptors[index]) {
            failure.withLock { $0 = .truthLost(path: directory + "/" + name.rawValue, errno: code) }
        }
    }

    private func sealBlocking(summary: [UInt8]) throws {
        for (name, descriptor) in zip(Name.allCases, descriptors) {
            let isSynced = fsync(descriptor) == 0
            let code = errno
            close(descriptor)
            if !isSynced {
                failure.withLock { $0 = $0 ?? .truthLost(path: directory + "/" + name.rawValue, errno: code) }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        try writeAtomically(summary)
    }

    private func writeAtomically(_ bytes: [UInt8]) throws {
        let path = directory + "/" + Self.summaryName
        let temporary = path + ".part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ExchangeError.truthLost(path: temporary, errno: errno) }
        defer { close(descriptor) }
        if let code = Self.writeAll(bytes, to: descriptor) {
            throw ExchangeError.truthLost(path: temporary, errno: code)
        }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw ExchangeError.truthLost(path: path, errno: errno)
        }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw ExchangeError.truthLost(path: directory, errno: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw ExchangeError.truthLost(path: directory, errno: errno) }
    }

    /// The errno of the first error; nil when all is written.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
                if count > 0 {
                    offset += count
                } else if errno != EINTR {
                    return errno
                }
            }
            return nil
        }
    }
}
