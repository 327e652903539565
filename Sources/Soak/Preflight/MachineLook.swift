import CLinuxCalls
import Glibc
package import SoakFaults
import SoakRunner

/// Looks at this machine before a run at a venue. Opens no connection; `VenueReach` does.
package struct MachineLook: Sendable {
    package var reports: String
    package var durationMs: Int64
    package var engineUser: UserIdentity?
    package var injector: String

    static let openFilesMin: UInt64 = 1024

    package init(reports: String, durationMs: Int64, engineUser: UserIdentity?, injector: String) {
        self.reports = reports
        self.durationMs = durationMs
        self.engineUser = engineUser
        self.injector = injector
    }

    package func checks() -> [MachineCheck] { [directory(), disk(), clock(), files(), otherEngines()] }

    /// As the engine's user would write, not as we do.
    private func directory() -> MachineCheck {
        let name = "directory"
        let folder = "\(reports)/.preflight-\(getpid())"
        let user = engineUser.map { "uid \($0.uid)" } ?? "uid \(getuid())"
        do throws(SystemFailure) {
            try FileTree.makeFolders(folder)
            defer { try? FileTree.remove(folder) }
            if let engineUser, chown(folder, engineUser.uid, engineUser.gid) != 0 {
                throw SystemFailure("chown", folder, errno: errno)
            }
            let probe = try CreateProbe.run(folder + "/probe", as: engineUser, injector: injector)
            guard probe.errno == 0 else {
                throw SystemFailure("create a file in", folder, errno: probe.errno)
            }
            return MachineCheck(name, .fine("\(user) can write below \(reports)"))
        } catch {
            return MachineCheck(
                name, .wrong("\(user), which the engine runs as: \(error); choose another --reports"))
        }
    }

    private func disk() -> MachineCheck {
        var facts = statvfs()
        guard statvfs(reports, &facts) == 0 else {
            return MachineCheck(
                "disk", .wrong("\(SystemFailure("look at the disk of", reports, errno: errno))"))
        }
        let free = Int64(facts.f_bavail) * Int64(facts.f_frsize)
        if facts.f_files > 0, facts.f_favail < Self.openFilesMin {
            return MachineCheck(
                "disk", .wrong("only \(facts.f_favail) inodes are free for \(reports): make room"))
        }
        return DiskForecast(freeBytes: free, durationMs: durationMs).check(reports)
    }

    /// What the kernel knows of its clock's discipline; whether the time is right is asked of the venue.
    private func clock() -> MachineCheck {
        var errorUs = 0
        switch clock_is_in_sync(&errorUs) {
        case 1:
            return MachineCheck("clock", .fine("in sync, within \(errorUs / 1000) ms by the kernel's word"))
        case 0:
            return MachineCheck(
                "clock", .doubtful("nothing keeps it in sync: start chrony, systemd-timesyncd or ntpd"))
        default:
            return MachineCheck("clock", .doubtful("the kernel does not tell whether it is in sync"))
        }
    }

    private func files() -> MachineCheck {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur >= Self.openFilesMin else {
            return MachineCheck(
                "limits",
                .wrong("\(limit.rlim_cur) open files are allowed, give \(Self.openFilesMin) (ulimit -n)"))
        }
        return MachineCheck("limits", .fine("\(limit.rlim_cur) open files"))
    }

    /// A second one would share the venue's limits, which go by address.
    private func otherEngines() -> MachineCheck {
        let pids = ((try? FileTree.names(in: "/proc")) ?? []).compactMap { Int32($0) }.sorted().filter {
            pid in
            let line = (try? FileTree.text("/proc/\(pid)/cmdline")) ?? ""
            let words = line.split(separator: "\0")
            return words.count > 1 && words[0].hasSuffix("hip3-engine") && words[1] == "run"
        }
        guard !pids.isEmpty else { return MachineCheck("engines", .fine("no other one is running")) }
        let named = pids.map(String.init).joined(separator: ", ")
        return MachineCheck(
            "engines",
            .doubtful("hip3-engine is running already (pid \(named)): both count against the venue's limits"))
    }
}
