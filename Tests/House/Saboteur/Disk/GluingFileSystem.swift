import EngineStore

/// The bug: a file's length is taken to be where its last whole line ends, and what stands behind that is
/// never cut off. As lines are appended at the real end, the first one is glued to half a line.
struct GluingFileSystem: AlteredFileSystem {
    let disk: PosixFileSystem

    func length(of file: OpenFile) throws(FileError) -> Int64 {
        let length = try disk.length(of: file)
        guard file.holdsRecords else { return length }
        let bytes = try disk.read(file, at: 0, count: Int(length))
        return Int64((bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
    }
}
