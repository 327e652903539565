import Glibc
package import SoakFaults

/// An ordinary user may mount in a user namespace of its own. Only a process with one thread can enter one, so this
/// program becomes soak-inject, which enters it and becomes this program again.
package enum OwnMounts {
    /// Set by soak-inject: `own`, or why not.
    static let variable = "HIP3_SOAK_MOUNTS"

    /// Comes back when there is nothing to do: nobody wants to mount, root can anyway, it was done before, or it
    /// can't be tried. Call it before anything is opened or started: all of that is lost.
    package static func enter(for kinds: some Sequence<FaultKind>, programs: Programs) throws(RunRefusal) {
        guard geteuid() != 0, getenv(variable) == nil, kinds.contains(where: \.needsMount) else { return }
        let words =
            [programs.injector, "--own-mounts", "--", try Programs.ownPath()]
            + CommandLine.arguments.dropFirst()
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        execv(programs.injector, arguments)
        for argument in arguments { free(argument) }
    }
}
