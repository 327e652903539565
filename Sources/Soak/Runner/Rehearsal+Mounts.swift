import Glibc
import SoakFaults

// A data directory that faults can mount things over, seen by this run's processes alone.
extension Rehearsal {
    static let homeSuffix = ".home"

    /// Where no fault asks for a mount nothing is done. One that asks and can't have it is skipped later, with
    /// the reason.
    func makeMounts() throws(Stop) {
        let wanted = faults.compactMap(\.fault.mount)
        guard !wanted.isEmpty else { return }
        do throws(SystemFailure) { try PrivateMounts.enter() } catch {
            mountObstacle = "nothing can be mounted here: \(error)"
            return
        }
        if faults.contains(where: { $0.fault.plan.kind == .nameNotResolved }) {
            do throws(SystemFailure) { venueName = try VenueName(in: directory.exchange) } catch {
                mountObstacle = "no table of hosts of our own can be had here: \(error)"
            }
        }
        if case .loop(let bytes)? = wanted.first(where: { if case .loop = $0 { true } else { false } }) {
            return try makeLoopDisk(bytes: bytes)
        }
        for case .tmpfs(let bytes) in wanted where !hasTmpfs {
            do throws(SystemFailure) {
                try PrivateMounts.tmpfs(on: directory.data, bytes: bytes)
                hasTmpfs = true
                if let user = order.engineUser, chown(directory.data, user.uid, user.gid) != 0 {
                    throw SystemFailure("chown", directory.data, errno: errno)
                }
            } catch { throw .system(error) }
        }
    }

    /// A machine without loop devices is no broken run: the faults that want one are skipped, with the reason.
    private func makeLoopDisk(bytes: Int64) throws(Stop) {
        do throws(SystemFailure) {
            loopDisk = try LoopDisk.make(
                directory.path + "/disk.ext4", bytes: bytes, on: directory.data,
                user: order.engineUser, injector: order.programs.injector)
        } catch {
            mountObstacle = "no disk of our own can be had here: \(error)"
        }
    }

    /// Copies the data out of the mount, which goes away with this process, into the run folder.
    func bringDataHome() throws(SystemFailure) {
        if let disk = loopDisk {
            let home = directory.data + Self.homeSuffix
            try FileTree.copy(directory.data, to: home)
            try disk.remove()
            loopDisk = nil
            if rmdir(directory.data) != 0 || rename(home, directory.data) != 0 {
                throw SystemFailure("bring home", directory.data, errno: errno)
            }
        }
        guard hasTmpfs else { return }
        let home = directory.data + Self.homeSuffix
        try FileTree.copy(directory.data, to: home)
        try PrivateMounts.unmount(directory.data)
        hasTmpfs = false
        if rmdir(directory.data) != 0 || rename(home, directory.data) != 0 {
            throw SystemFailure("bring home", directory.data, errno: errno)
        }
    }
}
