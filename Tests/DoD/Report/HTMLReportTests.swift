import DoDCalendar
import DoDReport
import FoundationEssentials
import Testing

@Suite struct HTMLReportTests {
    let report = HTMLReport()

    @Test func theSameModelGivesTheSameBytes() {
        let page = report.render(SampleModel.failed())
        #expect(page == HTMLReport().render(SampleModel.failed()))
        #expect(page.hasPrefix("<!doctype html>"))
        keep(page, "failed.html")
        keep(report.render(SampleModel.rehearsal()), "rehearsal.html")
    }

    /// Set HIP3_LOOK to a folder to look at what the tests render.
    private func keep(_ page: String, _ name: String) {
        guard let folder = ProcessInfo.processInfo.environment["HIP3_LOOK"] else { return }
        try? page.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    }
}
