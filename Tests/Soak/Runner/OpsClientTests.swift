import Dispatch
import Glibc
import Testing

@testable import SoakRunner

/// A server that answers one connection with what it is told.
private struct OneAnswer {
    let port: UInt16

    init(_ answer: String) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                listen(listener, 1)
                getsockname(listener, $0, &size)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        DispatchQueue(label: "one answer").async {
            let client = accept(listener, nil, nil)
            var request = [UInt8](repeating: 0, count: 1024)
            _ = read(client, &request, request.count)
            let bytes = Array(answer.utf8)
            _ = write(client, bytes, bytes.count)
            close(client)
            close(listener)
        }
    }
}

@Suite struct OpsClientTests {
    func asked(_ answer: String) -> Int64? {
        var client = OpsClient(address: "127.0.0.1:\(OneAnswer(answer).port)")
        client?.patienceMs = 60_000  // for a machine that has other things to do
        return client?.signals()
    }

    @Test func signalsAreReadFromTheStatus() {
        let body = #"{"run_id":"x","signals":1234,"state":"running"}"#
        #expect(asked("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)") == 1234)
    }

    @Test func anythingElseIsNoNews() {
        #expect(asked("HTTP/1.1 503 Service Unavailable\r\n\r\n{\"signals\":1}") == nil)
        #expect(asked("HTTP/1.1 200 OK\r\n\r\n{\"other\":1}") == nil)
        #expect(asked("") == nil)
        #expect(OpsClient(address: "127.0.0.1:1")?.signals() == nil)
        #expect(OpsClient(address: "127.0.0.1:port") == nil)
    }
}
