import Mustache

/// The report as one HTML file that needs nothing else: no network, no script, no other file.
package struct HTMLReport {
    /// What no report exceeds, whatever it is made of.
    package static let bytesMax = 500_000

    private let template: MustacheTemplate

    package init() {
        _ = ScalarEscaping.registered
        do {
            template = try MustacheTemplate(string: PageTemplate.text)
        } catch {
            fatalError("a template of the report does not parse: \(error)")  // a bug; any test would show it
        }
    }

    package func render(_ model: ReportModel) -> String {
        template.render(PageView(model))
    }
}
