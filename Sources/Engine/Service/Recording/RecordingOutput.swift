import EngineStore

/// The file of a recording, as its thread writes it: whole segments only, so that whatever happens to the disk
/// leaves a recording that can be read up to there.
struct RecordingOutput {
    private let fileSystem: any FileSystem
    private let file: OpenFile
    /// Where the last whole segment ends.
    private(set) var length: Int64
    private(set) var failure: FileError?
    private var number: UInt32 = 0
    /// Where the note of a recording that broke off begins, once there is one.
    private var noteAt: (length: Int64, number: UInt32)?

    var path: String { file.path }

    /// Makes the file. One that is there is never overwritten: the next free of FILE, FILE.2, FILE.3 … is taken,
    /// so that an engine that is started anew with the same words records, too.
    init(_ path: String, on fileSystem: any FileSystem) throws(FileError) {
        self.fileSystem = fileSystem
        file = try Self.create(path, on: fileSystem)
        length = 0
        do throws(FileError) { try append(RecordingForm.firstLine) } catch { failure = error }
    }

    /// Files of one name that are looked at before that is an error.
    private static let numberMax = 10_000

    private static func create(_ path: String, on fileSystem: any FileSystem) throws(FileError) -> OpenFile {
        var number = 1
        while true {
            let name = number == 1 ? path : "\(path).\(number)"
            do throws(FileError) {
                return try fileSystem.open(name, .createNew)
            } catch {
                guard error.code == 17, number < numberMax else { throw error }
                number += 1
            }
        }
    }

    /// Seals and appends a segment. After a failure nothing more is taken, and half a segment is cut away.
    mutating func write(_ segment: [UInt8]) throws(FileError) {
        if let failure { throw failure }
        do throws(FileError) {
            try append(sealed(segment))
        } catch {
            failure = error
            throw error
        }
    }

    /// Says at the end of the file that the recording broke off; again when more is known. Best effort: the
    /// disk that broke it may have no room for the words either.
    mutating func note(_ segment: [UInt8]) {
        guard length > 0 else { return }
        do throws(FileError) {
            if let noteAt {
                try fileSystem.truncate(file, to: noteAt.length)
                (length, number) = noteAt
            } else {
                noteAt = (length, number)
            }
            try append(sealed(segment))
        } catch {}
    }

    /// Takes the file away again: the run did not begin.
    func discard() {
        do throws(FileError) { try fileSystem.remove(path) } catch {}
    }

    func close() {
        do throws(FileError) { try fileSystem.synchronize(file) } catch {}
    }

    private mutating func sealed(_ segment: [UInt8]) -> [UInt8] {
        var segment = segment
        RecordingForm.seal(&segment, number: number)
        return segment
    }

    private mutating func append(_ bytes: [UInt8]) throws(FileError) {
        do throws(FileError) {
            try fileSystem.writeWhole(bytes, to: file, at: length)
        } catch {
            do throws(FileError) { try fileSystem.truncate(file, to: length) } catch {}
            throw error
        }
        if length > 0 { number += 1 }
        length += Int64(bytes.count)
    }
}

extension FileSystem {
    /// All of `bytes`, however many calls that takes.
    fileprivate func writeWhole(_ bytes: [UInt8], to file: OpenFile, at offset: Int64) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = try write(bytes, from: written, to: file, at: offset + Int64(written))
            guard count > 0 else { throw FileError(.write, file.path, 28) }
            written += count
        }
    }
}
