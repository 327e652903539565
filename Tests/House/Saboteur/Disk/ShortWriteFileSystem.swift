import EngineStore

/// The bug: a write that took only some of the bytes is believed to have taken all.
struct ShortWriteFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        _ = try disk.append(bytes, from: from, to: file)
        return bytes.count - from
    }
}
