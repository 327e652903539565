import ArgumentParser
import Glibc
import SoakExchange
import SoakMarket

/// The baseline of the exchange: the same frames, made once, written to as many sockets as there are clients by a
/// plain loop. It knows no subscription and no clock.
struct PlainCrowdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plain-exchange", abstract: "The baseline server of `exchange`.", shouldDisplay: false)

    private static let chunkBytes = 64 << 10
    private static let events = 20_000

    @Option(help: "How many clients to wait for.") var clients: Int
    @Option(help: "How many markets.") var markets: Int

    func run() throws {
        signal(SIGTERM) { _ in _exit(0) }
        let tape = Self.tape(markets: markets)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw BenchFailure("no port: errno \(errno)") }
        say("ready port=\(UInt16(bigEndian: address.sin_port))")
        let sockets = (0..<clients).map { _ in Self.accepted(listener) }
        Self.send(tape, to: sockets)
    }

    private static func accepted(_ listener: Int32) -> Int32 {
        let socket = accept(listener, nil, nil)
        let answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n"
        Array(answer.utf8).withUnsafeBytes { _ = sendAll(socket, $0) }
        return socket
    }

    private static func send(_ tape: [UInt8], to sockets: [Int32]) {
        var places = sockets.map { _ in 0 }
        tape.withUnsafeBytes { bytes in
            while true {
                var isStuck = true
                for (number, socket) in sockets.enumerated() {
                    let count = min(chunkBytes, bytes.count - places[number])
                    let sent = Glibc.send(
                        socket, bytes.baseAddress! + places[number], count, Int32(MSG_DONTWAIT))
                    if sent > 0 {
                        places[number] = (places[number] + sent) % bytes.count
                        isStuck = false
                    }
                }
                if isStuck {
                    var waiting = sockets.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
                    poll(&waiting, nfds_t(waiting.count), 10)
                }
            }
        }
    }

    /// What the exchange would send of so many events, with headers.
    private static func tape(markets: Int) -> [UInt8] {
        var model = MarketModel(seed: 1, fromMs: 1_768_921_200_000, markets: markets)
        let frames = StreamFrames(coins: model.facts.map(\.coin))
        var scratch = FrameScratch()
        var tape: [UInt8] = []
        for _ in 0..<events {
            frames.write(model.next(), to: &scratch)
            tape += scratch.finished()
        }
        return tape
    }
}
