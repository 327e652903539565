import CZlib

/// A page as it stands in the file.
struct StoredPage {
    var at: Int64
    var header: PageHeader
    var content: [UInt8]

    /// Behind its last byte.
    var end: Int64 { at + Int64(header.headerBytes + header.storedBytes) }

    /// The writer's checksum, where it gave one, is that of the bytes.
    var isSound: Bool {
        guard let checksum = header.checksum else { return true }
        let found = content.withUnsafeBufferPointer {
            crc32(0, $0.baseAddress, UInt32($0.count))
        }
        return UInt32(truncatingIfNeeded: found) == checksum
    }
}

/// Reads what stands at a place where a page should begin.
struct PageSource {
    enum Item {
        case page(StoredPage)
        /// What some writers repeat of the footer behind each column's pages.
        case columnNote(end: Int64)
        /// Neither, or one that the file ends in.
        case nothing
    }

    let bytes: ParquetBytes

    /// `content`: false leaves the page's bytes unread.
    func item(at: Int64, before end: Int64) throws -> Item {
        let room = Int(clamping: end - at)
        guard room > 0 else { return .nothing }
        // Most headers fit the first read; statistics of long texts can make one longer.
        for window in [min(room, 256), min(room, PageHeader.headerBytesMax)] {
            let head = try bytes.read(at: at, count: window)
            if let header = PageHeader(head[...]) { return try page(header, at: at, before: end) }
            if let length = Self.columnNoteBytes(head[...]) { return .columnNote(end: at + Int64(length)) }
        }
        return .nothing
    }

    private func page(_ header: PageHeader, at: Int64, before end: Int64) throws -> Item {
        let from = at + Int64(header.headerBytes)
        guard from + Int64(header.storedBytes) <= end else { return .nothing }
        let content = try bytes.read(at: from, count: header.storedBytes)
        guard content.count == header.storedBytes else { return .nothing }
        return .page(StoredPage(at: at, header: header, content: content))
    }

    /// Nil when the bytes begin with neither `ColumnMetaData` nor the `ColumnChunk` around it.
    private static func columnNoteBytes(_ bytes: ArraySlice<UInt8>) -> Int? {
        var reader = ThriftReader(bytes)
        guard let fields = try? reader.fields() else { return nil }
        let isChunk = fields[2]?.integer != nil && fields[3].map(isColumnMetaData) == true
        return isChunk || isColumnMetaData(fields) ? reader.taken : nil
    }

    private static func isColumnMetaData(_ fields: ThriftValue) -> Bool {
        fields[1]?.integer != nil && fields[2]?.list != nil && fields[3]?.list != nil
            && fields[5]?.integer != nil
    }
}
