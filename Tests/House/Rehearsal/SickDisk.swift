import Glibc
import Subprocess

/// An engine's data directory that can be made sick and well again while the engine runs: by real mounts in a
/// namespace of its own, by real owners and modes, by `rm` and `mv`.
struct SickDisk: Sendable {
    enum Kind: Sendable, Equatable {
        case plain
        /// A small disk of its own, with these mount options.
        case tmpfs(String)
    }

    let place: Workplace
    let data: String
    let kind: Kind
    /// The engine is an ordinary user's, also where the tests are root's.
    let isOrdinary: Bool

    static let isRoot = geteuid() == 0
    static let nobody: uid_t = 65_534

    /// Mounts are left to whoever may make a namespace: root, and others where user namespaces are allowed.
    static let unshare = isRoot ? ["unshare", "-m"] : ["unshare", "-Urm"]

    static func namespacesAreAllowed() async throws -> Bool {
        let result = try await run(
            .name("env"),
            arguments: Arguments(
                unshare + ["sh", "-c", "mount -t tmpfs none /mnt && mount --bind /mnt /mnt"]),
            output: .discarded, error: .discarded)
        return result.terminationStatus.isSuccess
    }

    /// `engine.data` becomes this disk.
    init(_ kind: Kind, _ engine: EngineOnFeed, isOrdinary: Bool = false) throws {
        place = engine.place
        data = engine.data
        self.kind = kind
        self.isOrdinary = isOrdinary && Self.isRoot
        try place.write(Self.script, to: "control.sh")
        guard self.isOrdinary else { return }
        try place.write("", to: "engine.log")
        for path in [data, try place.makeFolder("spool"), place.path("engine.log")] {
            chown(path, Self.nobody, Self.nobody)
        }
    }

    /// What to put before the engine's own command line. `sick` is done before the engine starts.
    func prefix(sick: String) -> [String] {
        let options = if case .tmpfs(let options) = kind { options } else { "" }
        let user = "--reuid=\(Self.nobody) --regid=\(Self.nobody) --clear-groups"
        return (kind == .plain ? [] : Self.unshare)
            + ["sh", place.path("control.sh"), place.folder, data, options, sick]
            + (isOrdinary ? ["setpriv"] + user.split(separator: " ").map(String.init) : [])
    }

    /// Where the files are found once the engine has ended.
    var left: String { kind == .plain ? data : place.path("left") }

    /// Has a piece of shell done where the engine lives, and waits for it. `$data` is the directory.
    func order(_ text: String) async throws {
        try place.write(text + "\n", to: "order.new")
        rename(place.path("order.new"), place.path("order"))
        try await eventually("the order: \(text)") { access(place.path("order"), F_OK) != 0 }
        let code = place.text("order.code")
        guard code == "0\n" else { throw ProgramFailure("\(text): exit \(code)") }
    }

    /// Mounts, does what is ordered while the engine runs, passes SIGTERM on, keeps the files, ends as it ended.
    private static let script = """
        place=$1 data=$2 options=$3 sick=$4
        export data
        shift 4
        if [ -n "$options" ]; then mount -t tmpfs -o "$options" none "$data" || exit 99; fi
        eval "$sick"
        "$@" & engine=$!
        (while :; do
            if [ -e "$place/order" ]; then
                sh "$place/order"
                echo $? > "$place/order.code"
                rm "$place/order"
            fi
            sleep 0.02
        done) > "$place/orders.out" 2>&1 & orders=$!
        trap 'kill -TERM $engine' TERM
        wait $engine
        code=$?
        while kill -0 $engine 2> /dev/null; do
            wait $engine
            code=$?
        done
        kill $orders
        if [ -n "$options" ]; then cp -a "$data" "$place/left"; fi
        exit $code

        """
}

/// What the engine answers on its own port.
enum OpsAnswer {
    /// The whole answer, head and body; empty when nobody answers.
    static func of(_ path: String, port: UInt16) -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return "" }
        let question = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, question, question.count, Int32(MSG_NOSIGNAL)) == question.count
        else {
            return ""
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<count]
        }
    }
}
