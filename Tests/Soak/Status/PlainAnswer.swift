import Glibc

/// One request over a plain socket, and all that came back until the other side closed.
struct PlainAnswer {
    /// 0 when the answer has none.
    var status: Int
    /// Lower-case.
    var head: String
    var body: String

    struct Failed: Error { var errno: Int32 }

    /// One that has asked for nothing yet; the caller closes it.
    static func connection(port: Int) throws -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
        }
        guard connected == 0 else {
            let number = errno
            close(file)
            throw Failed(errno: number)
        }
        return file
    }

    static func of(_ request: String, port: Int) throws -> PlainAnswer {
        let file = try connection(port: port)
        defer { close(file) }
        let bytes = Array(request.utf8)
        guard send(file, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failed(errno: errno)
        }
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = recv(file, &part, part.count, 0)
            if got <= 0 { break }
            answer += part.prefix(got)
        }
        // By bytes: CR LF is one Character.
        let end = Array("\r\n\r\n".utf8)
        var at = 0
        while at + end.count <= answer.count, Array(answer[at..<at + end.count]) != end { at += 1 }
        let head = String(decoding: answer.prefix(at), as: UTF8.self).lowercased()
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        return PlainAnswer(
            status: status, head: head,
            body: String(decoding: answer.dropFirst(at + end.count), as: UTF8.self))
    }
}
