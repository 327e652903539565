import NIOSSL
import SoakExchange
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSTests {
    private let folder = ScratchFolder()

    @Test func streamsOverTLS() async throws {
        try folder.write(TestCertificate.certificate, to: "cert.pem")
        try folder.write(TestCertificate.key, to: "key.pem")
        var configuration = folder.configuration(markets: 2)
        configuration.tls = .init(
            certificatePath: folder.path + "/cert.pem", keyPath: folder.path + "/key.pem")
        let exchange = try await SyntheticExchange.start(configuration)

        var client = TLSConfiguration.makeClientConfiguration()
        let own = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
        client.trustRoots = .certificates(own)
        var venue = try await VenueClient.connect(
            port: exchange.port, tls: NIOSSLContext(configuration: client))
        try await venue.subscribe("bbo", "xyz:TSLA")
        for _ in 0..<200 {
            _ = try await venue.text(beginning: #"{"channel":"bbo","data":{"coin":"xyz:TSLA""#)
        }
        try await venue.leave()
        var last = await venue.next()
        while case .text = last { last = await venue.next() }
        #expect(last == .closeFrame(code: 1000, reason: ""))
        let summary = try await exchange.stop()
        #expect(summary.tally.framesSent >= 200)
    }

    @Test func aKeyOfAnotherKindIsRefused() async throws {
        try folder.write(TestCertificate.certificate, to: "cert.pem")
        try folder.write("no key", to: "key.pem")
        var configuration = folder.configuration(markets: 1)
        configuration.tls = .init(
            certificatePath: folder.path + "/cert.pem", keyPath: folder.path + "/key.pem")
        await #expect { try await SyntheticExchange.start(configuration) } throws: { error in
            guard case ExchangeError.usage(let text) = error else { return false }
            return text.contains("no PEM certificate with its key")
        }
    }
}
