import Glibc
package import SoakFaults

/// Where notes wait for the runner, who alone writes the journal: RUN/notes/, a file a note. A note is written
/// aside and renamed, so that the runner never sees half of one; it is removed after it was journaled, so that a
/// kill between the two journals it twice and never loses it.
package enum NoteBox {
    /// Notes that may wait at a time: a box that nobody empties does not fill the disk.
    package static let waitingMax = 1000
    /// Notes that one `take` hands out, so that the runner's loop goes on.
    package static let takenMax = 100

    private static let folderName = "notes"
    private static let ending = ".note"
    /// What is still being written has another ending.
    private static let asideEnding = ".part"
    /// Digits of a time in a name, so that names sort as the times do.
    private static let timeDigits = 15

    /// The folder of the notes of a run.
    package static func folder(of run: String) -> String { run + "/" + folderName }

    /// Puts a note into the box of the run in `run`; gives the path under which it waits.
    package static func put(_ note: Note, in run: String) throws(SystemFailure) -> String {
        let box = folder(of: run)
        if mkdir(box, 0o775) != 0, errno != EEXIST { throw SystemFailure("create folder", box, errno: errno) }
        guard try waiting(in: run).count < waitingMax else {
            throw SystemFailure("add a note to", box, errno: EDQUOT)
        }
        let time = String(max(0, note.writtenMs))
        let stamp = String(repeating: "0", count: max(0, timeDigits - time.count)) + time
        var attempt = 0
        while true {
            let name = "\(stamp)-\(getpid())-\(attempt)"
            let aside = box + "/" + name + asideEnding
            let file = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if file < 0, errno == EEXIST {
                attempt += 1
                continue
            }
            guard file >= 0 else { throw SystemFailure("create", aside, errno: errno) }
            try fill(file, aside, note.text)
            let path = box + "/" + name + ending
            // link(2) instead of rename(2): two notes of one millisecond never replace each other.
            if link(aside, path) != 0 {
                let failure = SystemFailure("hand over", path, errno: errno)
                unlink(aside)
                if failure.errno != EEXIST { throw failure }
                attempt += 1
                continue
            }
            unlink(aside)
            syncFolder(box)
            return path
        }
    }

    /// Gives each waiting note, oldest first, to `journal`, and removes it when that returned. What `journal`
    /// throws ends it; that note stays in the box. A box that is not there is empty. What else lies in the
    /// folder is left alone.
    package static func take<Failure: Error>(
        in run: String, journal: (Note) throws(Failure) -> Void
    ) throws(Failure) {
        let box = folder(of: run)
        for name in ((try? waiting(in: run)) ?? []).prefix(takenMax) {
            let path = box + "/" + name
            guard let note = read(path, name) else { continue }
            try journal(note)
            unlink(path)
        }
    }

    /// Names of the notes that wait, oldest first.
    package static func waiting(in run: String) throws(SystemFailure) -> [String] {
        let box = folder(of: run)
        guard let handle = opendir(box) else {
            if errno == ENOENT { return [] }
            throw SystemFailure("list", box, errno: errno)
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(ending), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func fill(_ file: Int32, _ path: String, _ text: String) throws(SystemFailure) {
        defer { close(file) }
        let bytes = Array(text.utf8)
        let wrote = write(file, bytes, bytes.count)
        if wrote != bytes.count {
            let number = wrote < 0 ? errno : ENOSPC
            unlink(path)
            throw SystemFailure("write", path, errno: number)
        }
        if fsync(file) != 0 {
            let number = errno
            unlink(path)
            throw SystemFailure("sync", path, errno: number)
        }
    }

    /// Nil for what is no readable file: it may be gone, or somebody else's.
    private static func read(_ path: String, _ name: String) -> Note? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes = [UInt8](repeating: 0, count: Note.bytesMax)
        let got = Glibc.read(file, &bytes, bytes.count)
        guard got >= 0 else { return nil }
        let writtenMs = Int64(name.prefix { $0 != "-" && $0 != "." }) ?? Int64(facts.st_mtim.tv_sec) * 1000
        return Note(writtenMs: writtenMs, text: String(decoding: bytes.prefix(got), as: UTF8.self))
    }

    private static func syncFolder(_ path: String) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
