import CChecksum
import CZlib

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of a partial: a line that says what it is, sections (each a line and its packed bytes), and a last line
/// with the checksum of all before it. docs/formats.md has the form.
enum PartialFile {
    /// Written when a partial holds something else than before: others are refused.
    static let version = 2
    static let firstLine = "hip3-dod partial \(version)\n"

    struct Section: Sendable {
        var name: String
        var range: Range<Int64>
    }

    /// Writes section after section; `finish` makes it whole.
    final class Writer {
        private let path: String
        private let descriptor: Int32
        private var checksum: UInt32 = 0
        private var sections = 0

        /// Throws `ReadError` when it can't be written.
        init(path: String) throws {
            self.path = path
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw ReadError(operation: "write", path: path, errno: errno) }
            try put(Array(PartialFile.firstLine.utf8))
        }

        deinit { close(descriptor) }

        private func put(_ bytes: [UInt8]) throws {
            checksum = crc32c_extend(checksum, bytes, bytes.count)
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes { systemWrite($0, done) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw ReadError(operation: "write", path: path, errno: errno) }
                done += count
            }
        }

        private func systemWrite(_ bytes: UnsafeRawBufferPointer, _ from: Int) -> Int {
            #if canImport(Glibc)
                Glibc.write(descriptor, bytes.baseAddress! + from, bytes.count - from)
            #else
                Darwin.write(descriptor, bytes.baseAddress! + from, bytes.count - from)
            #endif
        }

        func section(_ name: String, _ bytes: [UInt8]) throws {
            let packer = try GzipPacker()
            bytes.withUnsafeBufferPointer { packer.add($0) }
            try section(name, packed: try packer.finish())
        }

        /// All bytes of a file that can be read, packed while they go by; and why there are no more.
        func section(_ name: String, of open: () throws -> ByteSource) throws -> FormatError? {
            let packer = try GzipPacker()
            var broken: FormatError?
            do {
                _ = try LineScanner.scan(
                    try open(), chunk: { chunk, _ in packer.add(chunk) }, line: { _ in })
            } catch let error as FormatError {
                broken = error
            } catch let error as ReadError {
                broken = FormatError(.unreadable, "\(error.operation): \(error.reason)")
            }
            try section(name, packed: try packer.finish())
            return broken
        }

        private func section(_ name: String, packed: [UInt8]) throws {
            try put(Array("section \(packed.count) \(name)\n".utf8))
            try put(packed)
            sections += 1
        }

        func finish() throws { try put(Array("end \(sections) \(Hex.checksum(checksum))\n".utf8)) }
    }

    /// The sections of a whole and unchanged partial. Throws `ReadError` or `PartialError`.
    static func sections(of path: String) throws -> [Section] {
        let bytes = try whole(path)
        func broken(_ why: String) -> PartialError {
            PartialError("\(path): \(why); make it again with hip3-dod check --partial")
        }
        guard bytes.starts(with: "hip3-dod partial ".utf8) else { throw broken("it is no partial") }
        guard bytes.starts(with: firstLine.utf8) else {
            let line = String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
            throw broken("it was made by another version (\(line)), this one reads \(version)")
        }
        var at = firstLine.utf8.count
        var sections: [Section] = []
        while let end = bytes[at...].firstIndex(of: 0x0a) {
            let words = String(decoding: bytes[at..<end], as: UTF8.self).split(separator: " ", maxSplits: 2)
            if words.first == "section", words.count == 3, let length = Int(words[1]), length > 0,
                length < bytes.count - end
            {
                sections.append(
                    Section(name: String(words[2]), range: Int64(end + 1)..<Int64(end + 1 + length)))
                at = end + 1 + length
                continue
            }
            guard words.first == "end", words.count == 3, end == bytes.count - 1,
                Int(words[1]) == sections.count
            else { break }
            let found = bytes[..<at].withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
            guard Hex.checksum(found) == words[2] else {
                throw broken("it was changed: its checksum is not right")
            }
            return sections
        }
        throw broken("it is cut short or damaged at byte \(at)")
    }

    private static func whole(_ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try LineScanner.scan(
            try ByteSource(path: path), chunk: { chunk, _ in bytes.append(contentsOf: chunk) }, line: { _ in }
        )
        return bytes
    }
}

/// Unpacking what `GzipPacker` packed.
enum Gzip {
    /// All of a packed part of a file.
    static func unpacked(_ path: String, _ range: Range<Int64>) throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try LineScanner.scan(
            try ByteSource(path: path, part: range, unpacks: true),
            chunk: { chunk, _ in bytes.append(contentsOf: chunk) }, line: { _ in })
        return bytes
    }
}
