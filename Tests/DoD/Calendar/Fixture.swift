import FoundationEssentials

/// Lines of a fixture without comments, cut at commas.
func rows(of name: String, file: String = #filePath) throws -> [[String]] {
    var folders = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    folders.removeLast(3)
    let path = (folders + ["Fixtures", "calendar", name]).joined(separator: "/")
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}

/// `13:30` as minutes.
func minutes(_ clock: String) throws -> Int {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { throw BadClock(text: clock) }
    return parts[0] * 60 + parts[1]
}

struct BadClock: Error { let text: String }
