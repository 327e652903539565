import CLinuxCalls
import Glibc

/// An ext4 file system of our own in a file, mounted over the data directory in the run's private namespace. The
/// kernel gives the loop device back with the last mount of it. Needs root.
package struct LoopDisk: Equatable, Sendable {
    package let image: String
    package let path: String
    /// `/dev/loop3`; another one after each `mountAgain`.
    package private(set) var device: String

    static let formatters = ["/usr/sbin/mkfs.ext4", "/sbin/mkfs.ext4"]
    /// Real time in which a file system of this size is made.
    static let formatMsMax: Int32 = 30_000

    /// Makes the file system, mounts it and gives it to its user; what can't be done here throws, and leaves nothing.
    package static func make(
        _ image: String, bytes: Int64, on path: String, user: UserIdentity?, injector: String
    ) throws(SystemFailure) -> Self {
        guard let program = formatters.first(where: { access($0, X_OK) == 0 }) else {
            throw SystemFailure("find", "mkfs.ext4", errno: ENOENT)
        }
        try WholeFile.create(image, bytes: bytes)
        do throws(SystemFailure) {
            let format = try LaunchedProcess.start(
                [program, "-q", "-F", image], injector: injector, output: nil, errors: nil)
            guard format.eventsUntilEnd(waitMs: formatMsMax).contains(.exited(.code(0))) else {
                throw SystemFailure("format", image, errno: EIO)
            }
            let device = try mount(image, path)
            rmdir(path + "/lost+found")
            do throws(SystemFailure) { try give(path, to: user) } catch {
                _ = mounts_unmount(path)
                throw error
            }
            return Self(image: image, path: path, device: device)
        } catch {
            unlink(image)
            throw error
        }
    }

    // On the disk at once: it may lose its power soon.
    private static func give(_ path: String, to user: UserIdentity?) throws(SystemFailure) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(folder) }
        if let user, fchown(folder, user.uid, user.gid) != 0 {
            throw SystemFailure("chown", path, errno: errno)
        }
        if fchmod(folder, 0o755) != 0 { throw SystemFailure("chmod", path, errno: errno) }
        if fsync(folder) != 0 { throw SystemFailure("sync", path, errno: errno) }
    }

    private static func mount(_ image: String, _ path: String) throws(SystemFailure) -> String {
        var device = [CChar](repeating: 0, count: 64)
        if loop_disk_mount(image, path, &device, UInt32(device.count)) != 0 {
            throw SystemFailure("mount a loop device on", path, errno: errno)
        }
        return String(decoding: device.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Why there is none; nil where there is one.
    static func obstacle(on ground: any FaultGround) -> String? {
        ground.loopDisk != nil ? nil : ground.mountObstacle ?? "the data directory lies on no disk of its own"
    }

    /// From here on nothing reaches the disk.
    func cutPower() throws(SystemFailure) {
        if loop_disk_cut_power(path) != 0 { throw SystemFailure("shut down", path, errno: errno) }
    }

    /// What a disk that begins to fail does to its file system: it turns read-only, files open or not.
    func fail() throws(SystemFailure) {
        let name = device.split(separator: "/").last ?? ""
        try WholeFile.overwrite("/sys/fs/ext4/\(name)/trigger_fs_error", text: "1")
    }

    /// A process that was just killed may hold its files for a moment longer.
    private func unmount() throws(SystemFailure) {
        for _ in 0..<Self.unmountTriesMax {
            if mounts_unmount(path) == 0 { return }
            guard errno == EBUSY else { break }
            usleep(Self.unmountPauseUs)
        }
        throw SystemFailure("unmount", path, errno: errno)
    }

    private static let unmountTriesMax = 300
    private static let unmountPauseUs: UInt32 = 10_000

    /// As after a boot: what was in the journal is done. Nobody may hold a file of it open.
    mutating func mountAgain() throws(SystemFailure) {
        try unmount()
        device = try Self.mount(image, path)
    }

    package func remove() throws(SystemFailure) {
        try unmount()
        if unlink(image) != 0 { throw SystemFailure("remove", image, errno: errno) }
    }
}
