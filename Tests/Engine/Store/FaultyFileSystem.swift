import Glibc
import Synchronization

@testable import EngineStore

/// The real disk with faults: a rule sees each call that changes something and may let it fail, or let a write
/// take only a part of its bytes.
final class FaultyFileSystem: FileSystem {
    enum Fault: Sendable {
        case fail(Int32)
        /// The write takes this many bytes and says so.
        case short(Int)
        /// The bytes are written in part, and nothing happens after that: the process is gone.
        case crash(writing: Int)
    }

    struct Call: Sendable {
        /// Counts calls that change or sync something, from 1.
        let number: Int
        let operation: FileOperation
        let path: String
        let byteCount: Int

        var name: String { String(path.split(separator: "/").last ?? "") }
    }

    typealias Rule = @Sendable (Call) -> Fault?

    private struct State {
        var calls = 0
        var rule: Rule?
        var isGone = false
        var fired: [Call] = []
    }

    private let disk = PosixFileSystem()
    private let state: Mutex<State>

    init(rule: Rule? = nil) { state = Mutex(State(rule: rule)) }

    var calls: Int { state.withLock(\.calls) }
    var fired: [Call] { state.withLock(\.fired) }
    func set(_ rule: Rule?) { state.withLock { $0.rule = rule } }

    private static let gone: Int32 = 9_999

    private func ask(_ operation: FileOperation, _ path: String, bytes: Int = 0) throws(FileError) -> Fault? {
        let (number, rule, isGone) = state.withLock { state in
            if !state.isGone { state.calls += 1 }
            return (state.calls, state.rule, state.isGone)
        }
        // Asked without the lock: a rule may take its time.
        let call = Call(number: number, operation: operation, path: path, byteCount: bytes)
        let fault = isGone ? nil : rule?(call)
        if let fault {
            state.withLock { state in
                state.fired.append(call)
                if case .crash = fault { state.isGone = true }
            }
        }
        if isGone { throw FileError(operation, path, Self.gone) }
        if case .fail(let code) = fault { throw FileError(operation, path, code) }
        if bytes == 0, case .crash = fault { throw FileError(operation, path, Self.gone) }
        return fault
    }

    private func write(
        _ bytes: [UInt8], from: Int, _ fault: Fault?, path: String,
        _ call: ([UInt8], Int) throws(FileError) -> Int
    ) throws(FileError) -> Int {
        switch fault {
        case .short(let count):
            return try call(Array(bytes[..<min(bytes.count, from + count)]), from)
        case .crash(let count):
            if count > 0 { _ = try call(Array(bytes[..<min(bytes.count, from + count)]), from) }
            throw FileError(.write, path, Self.gone)
        default: return try call(bytes, from)
        }
    }

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        switch access {
        case .read, .directory: break
        case .append, .appendExisting, .readWrite: _ = try ask(.open, path)
        case .createNew: _ = try ask(.create, path)
        }
        return try disk.open(path, access)
    }

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        let fault = try ask(.write, file.path, bytes: bytes.count - from)
        return try write(bytes, from: from, fault, path: file.path) { (bytes, from) throws(FileError) in
            try disk.append(bytes, from: from, to: file)
        }
    }

    func write(
        _ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64
    ) throws(FileError) -> Int {
        let fault = try ask(.write, file.path, bytes: bytes.count - from)
        return try write(bytes, from: from, fault, path: file.path) { (bytes, from) throws(FileError) in
            try disk.write(bytes, from: from, to: file, at: offset)
        }
    }

    func read(_ file: OpenFile, at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        try disk.read(file, at: offset, count: count)
    }

    func synchronize(_ file: OpenFile) throws(FileError) { _ = try ask(.fdatasync, file.path) }

    func truncate(_ file: OpenFile, to length: Int64) throws(FileError) {
        _ = try ask(.truncate, file.path)
        try disk.truncate(file, to: length)
    }

    func length(of file: OpenFile) throws(FileError) -> Int64 { try disk.length(of: file) }

    func identity(of file: OpenFile) throws(FileError) -> FileIdentity { try disk.identity(of: file) }

    func identity(at path: String) throws(FileError) -> FileIdentity? { try disk.identity(at: path) }

    func allocate(_ bytes: Int64, for file: OpenFile) throws(FileError) {
        _ = try ask(.allocate, file.path)
        try disk.truncate(file, to: bytes)
    }

    func lock(_ file: OpenFile) throws(FileError) -> Bool { try disk.lock(file) }

    func rename(_ path: String, to other: String) throws(FileError) {
        _ = try ask(.rename, other)
        try disk.rename(path, to: other)
    }

    func remove(_ path: String) throws(FileError) {
        _ = try ask(.unlink, path)
        try disk.remove(path)
    }

    func list(_ directory: String) throws(FileError) -> [String] { try disk.list(directory) }

    func makeDirectory(_ path: String) throws(FileError) {
        _ = try ask(.mkdir, path)
        try disk.makeDirectory(path)
    }

    func synchronizeDirectory(_ path: String) throws(FileError) { _ = try ask(.fdatasync, path) }
}
