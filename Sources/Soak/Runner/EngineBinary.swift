import Glibc
import SoakFaults

/// An engine that its user can't get to (a clone below a root-only home) runs from a link in the run folder.
enum EngineBinary {
    /// The command line to use.
    static func reachable(
        _ command: [String], for user: UserIdentity?, in directory: RunDirectory
    ) throws(SystemFailure) -> [String] {
        guard let user, let program = command.first, program.hasPrefix("/"),
            Reachability.firstBlocked(program, for: user) != nil
        else { return command }
        let folder = directory.path + "/bin"
        let name = String(program.split(separator: "/").last ?? "engine")
        let copy = folder + "/" + name
        if access(copy, X_OK) != 0 {
            try FileTree.makeFolders(folder)
            if link(program, copy) != 0 {
                // Another file system, or links forbidden.
                try FileTree.write(try FileTree.read(program), to: copy, mode: 0o755)
            }
            if Reachability.firstBlocked(copy, for: user) != nil {
                unlink(copy)  // a link shares the mode of a program that only its owner may run
                try FileTree.write(try FileTree.read(program), to: copy, mode: 0o755)
            }
        }
        return [copy] + command.dropFirst()
    }
}
