import FoundationEssentials

/// What the injector says it did to a system call.
package struct InjectorBite: Equatable, Sendable {
    package let path: String
    /// As soak-inject names it.
    package let call: String
    package let asked: Int64
    /// Bytes, or minus the errno that it was made to fail with.
    package let done: Int64
    package let offset: Int64
    package let matched: Int64

    package init(
        path: String, call: String = "write", asked: Int64, done: Int64, offset: Int64, matched: Int64
    ) {
        self.path = path
        self.call = call
        self.asked = asked
        self.done = done
        self.offset = offset
        self.matched = matched
    }

    /// The file's name without its folders.
    package var name: String { String(path.split(separator: "/").last ?? "") }
}

/// One line of soak-inject's report.
package enum InjectorEvent: Equatable, Sendable {
    case started(pid: Int32)
    /// It is a mould now and can be copied.
    case standing
    /// It can't be one, and why.
    case notStanding(reason: String)
    case armed
    case disarmed(InjectorTally)
    /// The first bite since it was armed.
    case bitten(InjectorBite)
    /// The last one of those that were asked for.
    case spent(InjectorTally)
    /// A soft limit was changed (errno 0) or could not be.
    case limited(before: Int64, errno: Int32)
    case exited(ProcessExit)
    case probed(CreateProbe)

    package var isExit: Bool { if case .exited = self { true } else { false } }

    private struct Line: Decodable {
        var event: String
        var pid: Int32?
        var path: String?
        var call: String?
        var bites: Int64?
        var before: Int64?
        var asked: Int64?
        var done: Int64?
        var offset: Int64?
        var matched: Int64?
        var code: Int32?
        var signal: Int32?
        var uid: UInt32?
        var errno: Int32?
        var reason: String?

        var tally: InjectorTally { InjectorTally(matched: matched ?? 0, bites: bites ?? 0) }
    }

    /// Nil for a line that says nothing of that kind.
    package init?(line: some Sequence<UInt8>) {
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)) else { return nil }
        switch line.event {
        case "started":
            guard let pid = line.pid else { return nil }
            self = .started(pid: pid)
        case "standing": self = .standing
        case "not-standing": self = .notStanding(reason: line.reason ?? "")
        case "armed": self = .armed
        case "disarmed": self = .disarmed(line.tally)
        case "spent": self = .spent(line.tally)
        case "bitten":
            self = .bitten(
                InjectorBite(
                    path: line.path ?? "", call: line.call ?? "", asked: line.asked ?? -1,
                    done: line.done ?? -1, offset: line.offset ?? -1, matched: line.matched ?? 0))
        case "limited": self = .limited(before: line.before ?? 0, errno: line.errno ?? 0)
        case "exited":
            if let signal = line.signal {
                self = .exited(.signal(signal))
            } else if let code = line.code {
                self = .exited(.code(code))
            } else {
                return nil
            }
        case "probed":
            guard let path = line.path, let uid = line.uid, let errno = line.errno else { return nil }
            self = .probed(CreateProbe(path: path, uid: uid, errno: errno))
        default: return nil
        }
    }
}
