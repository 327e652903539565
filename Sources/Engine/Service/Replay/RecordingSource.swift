import EngineStore

/// Segment after segment of a recording, each as it was checksummed. What a killed recorder left half-written is
/// told, not used.
struct RecordingSource {
    /// Why no more segments come.
    enum End: Equatable {
        /// As far as the file goes, every segment is good.
        case ofFile
        /// From this byte on nothing can be read. Damage rather than a torn tail when a good segment stands
        /// behind it.
        case unreadable(atByte: Int64, bytes: Int64, isDamage: Bool)
    }

    /// Not a recording, or one that can't be read at all: one line, with a way out.
    struct NoRecording: Error, CustomStringConvertible {
        let description: String
    }

    let length: Int64
    private(set) var bytesUsed: Int64
    private(set) var end: End?
    private let fileSystem: any FileSystem
    private let file: OpenFile
    private var number: UInt32 = 0

    /// How far behind an unreadable place a good segment is looked for.
    private static let searchBytesMax: Int64 = 16 << 20

    init(_ path: String, on fileSystem: any FileSystem) throws(NoRecording) {
        self.fileSystem = fileSystem
        let first: [UInt8]
        do throws(FileError) {
            file = try fileSystem.open(path, .read)
            length = try fileSystem.length(of: file)
            first = try fileSystem.read(file, at: 0, count: RecordingForm.firstLine.count)
        } catch {
            throw NoRecording(description: "\(error); name a file that `run --record` wrote")
        }
        guard first == RecordingForm.firstLine else {
            let told = String(decoding: RecordingForm.firstLine.dropLast(), as: UTF8.self)
            throw NoRecording(
                description: "\(path) is no recording: it does not begin with `\(told)`; "
                    + "name a file that `run --record` wrote")
        }
        bytesUsed = Int64(first.count)
    }

    /// The next whole segment, with its header; nil at the end, of which `end` then tells.
    mutating func next() throws(FileError) -> [UInt8]? {
        guard end == nil else { return nil }
        if bytesUsed == length {
            end = .ofFile
            return nil
        }
        guard let segment = try segment(at: bytesUsed, numbered: number) else {
            end = .unreadable(
                atByte: bytesUsed, bytes: length - bytesUsed, isDamage: try standsBehind(bytesUsed))
            return nil
        }
        bytesUsed += Int64(segment.count)
        number += 1
        return segment
    }

    /// Nil when there is no good segment.
    private func segment(at offset: Int64, numbered: UInt32?) throws(FileError) -> [UInt8]? {
        let headerBytes = RecordingForm.segmentHeaderBytes
        let header = try fileSystem.read(file, at: offset, count: headerBytes)
        guard header.count == headerBytes, RecordingForm.integer(header, at: 0) == RecordingForm.magic else {
            return nil
        }
        if let numbered, RecordingForm.integer(header, at: 4) != numbered { return nil }
        let payload = Int(RecordingForm.integer(header, at: 8))
        guard payload <= RecordingForm.segmentBytesMax, Int64(headerBytes + payload) <= length - offset else {
            return nil
        }
        let segment = try fileSystem.read(file, at: offset, count: headerBytes + payload)
        guard segment.count == headerBytes + payload,
            RecordingForm.integer(segment, at: 12) == RecordingForm.checksum(of: segment)
        else { return nil }
        return segment
    }

    private func standsBehind(_ offset: Int64) throws(FileError) -> Bool {
        let count = Int(min(length - offset, Self.searchBytesMax))
        let bytes = try fileSystem.read(file, at: offset, count: count)
        guard count > RecordingForm.segmentHeaderBytes else { return false }
        for at in 1..<(count - RecordingForm.segmentHeaderBytes)
        where bytes[at] == UInt8(ascii: "H") && RecordingForm.integer(bytes, at: at) == RecordingForm.magic {
            if try segment(at: offset + Int64(at), numbered: nil) != nil { return true }
        }
        return false
    }
}
