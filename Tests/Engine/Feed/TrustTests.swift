import EngineCore
import EngineFeed
import NIOCore
import NIOPosix
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// wss against a server whose authority only a CA file knows.
@Suite struct TrustTests {
    /// A file that is gone when the body is done.
    func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        var template = Array("/tmp/hip3-feed-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let written = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        #expect(written == text.utf8.count)
        let result: Result<Void, any Error>
        do { result = .success(try await body(path)) } catch { result = .failure(error) }
        unlink(path)
        try result.get()
    }

    @Test func believesTheFileItIsGiven() async throws {
        try await withFile(TestCertificates.authority) { path in
            var settings = FeedSettings.endlesslyPatient
            settings.caFile = path
            try await FeedScene.run(
                url: "wss://localhost:PORT/ws", settings: settings, tls: try TestCertificates.good.context()
            ) { scene in
                let connection = try await scene.connection()
                try await scene.event(.ready)
                connection.send(bboFrame("xyz:TSLA", bid: "1.0", ask: "4.5"))
                try await scene.bbo(ask: "4.5")
            }
        }
    }

    @Test func believesNobodyElse() async throws {
        try await FeedScene.run(
            url: "wss://localhost:PORT/ws", tls: try TestCertificates.good.context()
        ) { scene in
            let refused = try await scene.event(.lost(.refused))
            #expect(refused.detail.contains("CERTIFICATE_VERIFY_FAILED"))
        }
    }

    @Test func theNameMustBeTheRightOne() async throws {
        try await withFile(TestCertificates.authority) { path in
            var settings = FeedSettings.endlesslyPatient
            settings.caFile = path
            try await FeedScene.run(
                url: "wss://127.0.0.1:PORT/ws", settings: settings, tls: try TestCertificates.good.context()
            ) { scene in
                let refused = try await scene.event(.lost(.refused))
                #expect(refused.detail.contains("failedToValidateHostname"))
            }
        }
    }

    /// What must not be believed is refused before a word of it is read, is named, and is tried again: the same feed
    /// comes back by itself when the server shows the right certificate.
    @Test(arguments: [
        (TestCertificates.expired, "CERTIFICATE_VERIFY_FAILED"),
        (TestCertificates.forAnotherHost, "failedToValidateHostname"),
        (TestCertificates.byAnotherAuthority, "CERTIFICATE_VERIFY_FAILED"),
    ])
    func comesBackFromACertificate(_ wrong: TestCertificates.Shown, words: String) async throws {
        try await withFile(TestCertificates.authority) { path in
            var settings = FeedSettings.endlesslyPatient
            settings.caFile = path
            try await FeedScene.run(
                rate: 100, url: "wss://localhost:PORT/ws", settings: settings, tls: try wrong.context()
            ) { scene in
                let refused = try await scene.event(.lost(.refused))
                #expect(refused.detail.contains(words))
                let again = try await scene.event(.lost(.refused))
                #expect(again.connection == refused.connection + 1)
                scene.venue.show(try TestCertificates.good.context())
                try await scene.event(.ready)
                #expect(scene.venue.upgrades.withLock { $0.count } == 1)
            }
        }
    }

    @Test func aFileWithoutCertificatesIsAConfigurationError() async throws {
        try await withFile("no certificate") { path in
            for name in [path, "/nonexistent/ca.pem"] {
                var settings = FeedSettings()
                settings.caFile = name
                let error = try #require(throws: TrustError.self) {
                    try VenueFeed(
                        address: try VenueAddress.webSocket("wss://localhost:1/ws"), markets: [],
                        settings: settings, clock: FastClock(rate: 1),
                        eventLoop: MultiThreadedEventLoopGroup.singleton.any(), delegate: FeedRecorder())
                }
                #expect(error.description.hasPrefix("ca_file = \"\(name)\": no certificates can be read"))
            }
        }
    }
}
