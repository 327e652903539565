import Glibc

/// Counts what an engine has written so far, by reading on where the last look ended: signals by the whole lines
/// in its files, frames by the minutes of its ledger.
struct EngineCounts {
    private(set) var signals: Int64 = 0
    private(set) var frames: Int64 = 0
    private let folder: String
    private var lookedMs: Int64 = 0
    /// Bytes that were read of each file, and a beginning of a line at its end.
    private var files: [String: (offset: Int64, rest: [UInt8])] = [:]

    /// Real time between two looks.
    static let everyMs: Int64 = 50
    private static let framesKey = Array("\"frames_in\":".utf8)
    private static let partBytes = 1 << 20

    init(_ folder: String) { self.folder = folder }

    mutating func look(atMs nowMs: Int64) {
        guard nowMs - lookedMs >= Self.everyMs else { return }
        lookedMs = nowMs
        guard let handle = opendir(folder) else { return }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(".jsonl") else { continue }
            if name.hasPrefix("signals_") { read(name, counting: { _ in 1 }, adding: { $0.signals += $1 }) }
            if name.hasPrefix("ledger_") {
                read(name, counting: Self.frames(in:), adding: { $0.frames += $1 })
            }
        }
    }

    private mutating func read(
        _ name: String, counting count: (ArraySlice<UInt8>) -> Int64, adding: (inout Self, Int64) -> Void
    ) {
        let file = open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var (offset, bytes) = files[name] ?? (0, [])
        var part = [UInt8](repeating: 0, count: Self.partBytes)
        while true {
            let got = pread(file, &part, part.count, off_t(offset))
            if got <= 0 { break }
            offset += Int64(got)
            bytes.append(contentsOf: part.prefix(got))
        }
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            adding(&self, count(bytes[start..<end]))
            start = end + 1
        }
        files[name] = (offset, Array(bytes[start...]))
    }

    /// The frames of a minute's line; 0 of any other.
    static func frames(in line: ArraySlice<UInt8>) -> Int64 {
        guard line.starts(with: Array("{\"type\":\"minute\"".utf8)) else { return 0 }
        var index = line.startIndex
        while index + framesKey.count <= line.endIndex {
            if line[index...].starts(with: framesKey) {
                let digits = line[(index + framesKey.count)...].prefix { (0x30...0x39).contains($0) }
                return Int64(String(decoding: digits, as: UTF8.self)) ?? 0
            }
            index += 1
        }
        return 0
    }
}
