import DoDFormat
import Mustache

/// The report as one HTML file that needs nothing else: no network, no script, no other file.
package struct HTMLReport {
    /// What a report stays below, whatever it tells of.
    package static let bytesMax = 500_000

    private let parts: [MustacheTemplate]

    package init() {
        _ = ScalarEscaping.registered
        do {
            parts = try PageTemplate.parts.map { try MustacheTemplate(string: $0) }
        } catch {
            fatalError("a template of the report does not parse: \(error)")  // a bug; any test would show it
        }
    }

    /// What the list of a criterion may take (faults and files five times that, notes twice), and how many markets
    /// are compared one by one. Where the page
    /// would still be too large, lists get shorter; what is not shown is always counted.
    private static let bounds = [
        (listBytes: 8_000, rows: 128), (listBytes: 2_000, rows: 64), (listBytes: 500, rows: 32),
        (listBytes: 0, rows: 16),
    ]

    /// On so many threads; the page does not depend on it.
    package func render(_ model: ReportModel, threads: Int = 1) -> String {
        var page = ""
        for bound in Self.bounds {
            let view = PageView(model, listBytesMax: bound.listBytes, rowsMax: bound.rows)
            page = ""
            OrderedWork.run(jobs: parts.count, threads: threads, ahead: parts.count) { [parts] in
                parts[$0].render(view)
            } take: { _, part in
                page += part
                return true
            }
            if page.utf8.count < Self.bytesMax { break }
        }
        return page
    }
}
