struct FilesView {
    let fileRows: [Row]
    let filesRest: String
    let filesTotal: String

    struct Row {
        let filePath: String
        let fileBytes: String
        let fileRecords: String
        let fileChecksum: String
        let fileProblems: [String]
        let fileTone: String

        /// About what it takes in the page.
        var bytes: Int { fileProblems.reduce(150 + filePath.utf8.count) { $0 + $1.utf8.count } }
    }

    /// Files with problems first, else as given.
    init(_ files: [ReportModel.File], bytesMax: Int) {
        let ordered = files.filter { !$0.problems.isEmpty } + files.filter(\.problems.isEmpty)
        let rows = ordered.prefix(ReportModel.listMax).map { file in
            Row(
                filePath: file.path, fileBytes: Numbers.grouped(file.bytes),
                fileRecords: file.records.map { Numbers.grouped($0) } ?? "–", fileChecksum: file.crc32c,
                fileProblems: Array(file.problems.prefix(Self.problemsMax))
                    + (file.problems.count > Self.problemsMax
                        ? ["and \(Numbers.grouped(file.problems.count - Self.problemsMax)) more"] : []),
                fileTone: file.problems.isEmpty ? "" : "fail")
        }
        let list = ShownList(rows, bytesMax: bytesMax, bytes: \.bytes)
        fileRows = list.shown
        let hidden = files.count - list.shown.count
        filesRest = hidden > 0 ? "and \(Numbers.grouped(hidden)) more, not shown" : ""
        let bytes = files.reduce(0) { $0 + $1.bytes }
        let records = files.reduce(0) { $0 + ($1.records ?? 0) }
        filesTotal =
            "\(Numbers.count(files.count, "file")), \(Numbers.grouped(bytes)) bytes, "
            + Numbers.count(records, "record")
    }

    private static let problemsMax = 10
}
