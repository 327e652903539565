import CLinuxCalls
import Glibc

/// A name of the exchange that only this run knows: in a table of hosts of its own, which lies over `/etc/hosts` in the
/// run's own namespace of mounts, and with nobody to ask beside it.
package struct VenueName: Sendable {
    /// Never anybody's: the top-level domain `test` is kept for tests.
    package static let host = "venue.hip3-soak.test"
    private let hosts: String

    /// On a thread that is in a namespace of mounts of its own. `folder` takes the two tables.
    package init(in folder: String) throws(SystemFailure) {
        hosts = folder + "/hosts"
        try give()
        let nobody = folder + "/resolv.conf"
        try Self.write("nameserver 127.0.0.254\noptions timeout:1 attempts:1\n", to: nobody)
        try Self.lay(hosts, over: "/etc/hosts")
        // Without that file the resolver asks this machine, where nobody knows the name either.
        if access("/etc/resolv.conf", F_OK) == 0 { try Self.lay(nobody, over: "/etc/resolv.conf") }
    }

    var isKnown: Bool { lookUp() == 0 }

    /// The name is in the table.
    func give() throws(SystemFailure) { try Self.write("127.0.0.1 localhost \(Self.host)\n", to: hosts) }

    /// The name is not.
    func take() throws(SystemFailure) { try Self.write("127.0.0.1 localhost\n", to: hosts) }

    /// What looking it up gives: 0, or the resolver's code.
    func lookUp() -> Int32 {
        var hints = addrinfo()
        hints.ai_family = AF_INET
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(Self.host, nil, &hints, &found)
        if let found { freeaddrinfo(found) }
        return code
    }

    static func words(_ code: Int32) -> String { String(cString: gai_strerror(code)) }

    private static func lay(_ path: String, over target: String) throws(SystemFailure) {
        if mounts_bind(path, target) != 0 { throw SystemFailure("mount over", target, errno: errno) }
    }

    /// The same file, also where it is mounted.
    private static func write(_ text: String, to path: String) throws(SystemFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
            throw SystemFailure("write", path, errno: errno)
        }
    }
}
