import SoakExchange
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Orders over the socket, as the runner gives them.
@Suite(.timeLimit(.minutes(1))) struct ControlSocketTests {
    private let folder = ScratchFolder()

    /// One line out, one line in.
    private func ask(_ line: String, at name: String) throws -> String {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array((folder.path + "/" + name).utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) == 0 }
        }
        try #require(isConnected)
        let bytes = Array((line + "\n").utf8)
        // In two parts, as a stream may bring them.
        for part in [bytes.prefix(3), bytes.dropFirst(3)] {
            _ = Array(part).withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
        }
        var answer: [UInt8] = []
        var byte: UInt8 = 0
        while recv(socket, &byte, 1, 0) == 1, byte != UInt8(ascii: "\n") { answer.append(byte) }
        return String(decoding: answer, as: UTF8.self)
    }

    @Test func anOrderIsCarriedOutAndCounted() async throws {
        var configuration = folder.configuration(markets: 1)
        configuration.controlPath = folder.path + "/control"
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        let report = try ask("network report", at: "control")
        #expect(report.hasPrefix("ok connected=1 cut=0 ") && report.contains(" open=1 "))
        #expect(try ask("network end cut", at: "control").contains(" cut=1 "))
        #expect(await client.next() == .gone)
        #expect(try ask("network end well", at: "control") == "no such order: network end well")
        #expect(try ask("sing", at: "control") == "no such order: sing")
        #expect(try ask("network show expired", at: "control").hasPrefix("no show expired: "))
        _ = try await exchange.stop()
    }

    @Test func aFolderThatIsNotThereIsRefused() async throws {
        var configuration = folder.configuration(markets: 1)
        configuration.controlPath = folder.path + "/nowhere/control"
        await #expect { try await SyntheticExchange.start(configuration) } throws: { error in
            guard case ExchangeError.usage(let text) = error else { return false }
            return text.contains("--control") && text.contains("a folder that is there")
        }
    }
}
