import Dispatch
import FoundationEssentials
import SoakExchange
import SoakPreflight
import SoakRunner
import Testing

@Suite("The venue's clock and this machine's")
struct VenueTimeTests {
    /// 2026-01-20T14:30:00Z
    private static let dateMs: Int64 = 1_768_919_400_000
    private static let date = "Tue, 20 Jan 2026 14:30:00 GMT"

    private static func check(_ head: String?, atMs: Int64, tookMs: Int64 = 100) -> MachineCheck {
        VenueTime.check(head: head, askedMs: atMs, answeredMs: atMs + tookMs)
    }

    private static func head(_ lines: String...) -> String {
        (["HTTP/1.1 200 OK", "Server: x"] + lines).joined(separator: "\r\n") + "\r\n\r\n"
    }

    @Test(
        "What it says, by how far this machine is ahead, in seconds",
        arguments: [
            (0, "ok   "), (1, "ok   "), (-2, "ok   "), (10, "look "), (-10, "look "), (75, "WRONG"),
            (-75, "WRONG"), (3600, "WRONG"), (-3600, "WRONG"), (86_400 * 3, "WRONG"),
        ] as [(Int64, String)])
    func off(seconds: Int64, word: String) {
        let check = Self.check(Self.head("Date: \(Self.date)"), atMs: Self.dateMs + seconds * 1000)
        #expect(check.text.hasPrefix("  \(word)  venue time"), "\(check.text)")
        #expect(check.isWrong == (word == "WRONG"))
    }

    @Test("An hour is called an hour, and which way")
    func words() {
        let ahead = Self.check(Self.head("date: \(Self.date)"), atMs: Self.dateMs + 3_600_000)
        #expect(ahead.text.contains("this machine's clock is 1 h 0 min ahead of the venue's: set it"))
        let behind = Self.check(Self.head("DATE:\(Self.date)  "), atMs: Self.dateMs - 3_600_000)
        #expect(behind.text.contains("1 h 0 min behind the venue's"))
    }

    @Test("A slow answer is no wrong clock, and one of a cache is as old as it says")
    func slow() {
        let head = Self.head("Date: \(Self.date)")
        #expect(Self.check(head, atMs: Self.dateMs - 9_000, tookMs: 9_500).text.hasPrefix("  ok"))
        let cached = Self.head("Date: \(Self.date)", "Age: 120")
        #expect(Self.check(cached, atMs: Self.dateMs + 120_000).text.hasPrefix("  ok"))
    }

    @Test(
        "No time, or none that can be read: somebody should know, and the run may go on",
        arguments: [
            nil, "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nDate: yesterday\r\n\r\n",
            "HTTP/1.1 200 OK\r\nDate: Tue, 32 Jan 2026 14:30:00 GMT\r\n\r\n",
            "HTTP/1.1 200 OK\r\nDate: Tue, 20 Jan 2026 14:30 GMT\r\n\r\n",
            "HTTP/1.1 200 OK\r\nDate: Tue, 20 Jan 2026 25:30:00 GMT\r\n\r\n",
        ] as [String?])
    func none(head: String?) {
        let check = Self.check(head, atMs: Self.dateMs)
        #expect(check.text.hasPrefix("  look   venue time"), "\(check.text)")
    }

    @Test("Over a real connection", arguments: [0, 3_600_000, -3_600_000] as [Int64])
    func asked(offMs: Int64) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/hip3-time-\(UUID().uuidString)"
        var configuration = ExchangeConfiguration(startMs: Self.dateMs, clockPath: folder)
        configuration.clockOffMs = offMs
        let exchange = try await SyntheticExchange.start(configuration)
        let venue = try #require(VenueAddress("ws://127.0.0.1:\(exchange.port)/ws"))
        let check = await withCheckedContinuation { done in
            DispatchQueue(label: "reach").async { done.resume(returning: VenueReach(venue).clock()) }
        }
        #expect(check?.isWrong == (offMs != 0), "\(check?.text ?? "no answer")")
        _ = try await exchange.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
