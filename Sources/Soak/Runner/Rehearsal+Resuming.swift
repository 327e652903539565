import Glibc
import SoakFaults

// What a run at a venue has beside a rehearsal: it may go on after a kill, and operators lend a hand.
extension Rehearsal {
    /// The gap goes on the record, and so does the end of what ran when the process before this one was killed.
    func journalResumption(_ resumption: Resumption) throws(Stop) {
        if let orphan = resumption.orphan {
            // soak-inject kills the engine as soon as its runner is gone; after a start of the machine nobody knows.
            let exit: ProcessExit = .signal(SIGKILL)
            try record(.engineExited(pid: orphan.pid, generation: orphan.generation, exit: exit, during: nil))
        }
        try record(.resumed(resumption))
        for fault in resumption.openFaults {
            if !fault.hasBitten {
                try record(.faultMissed(id: fault.id, why: "the runner was killed before it bit"))
            }
            try restoreDirectories()
            try record(.faultLifted(id: fault.id))
        }
    }

    /// The way back from every fault that outlives its runner: owner and mode of the two directories. Whatever else
    /// a fault does ends with the processes or mounts of the run that was killed.
    private func restoreDirectories() throws(Stop) {
        for folder in [directory.data, directory.spool] {
            let user = order.engineUser ?? UserIdentity(uid: getuid(), gid: getgid())
            guard chown(folder, user.uid, user.gid) == 0, chmod(folder, 0o755) == 0 else {
                throw .system(SystemFailure("give back", folder, errno: errno))
            }
        }
    }

    /// An engine that ends in order although the runner did not ask it to was asked by somebody else.
    func tellOfOperator(_ exit: ProcessExit, during: String?) throws(Stop) {
        guard order.venue != nil, during == nil else { return }
        switch exit {
        case .code(0), .signal(SIGTERM), .signal(SIGINT), .signal(SIGHUP):
            try record(
                .operatorAction(
                    action: "restart",
                    note: "the engine ended with \(exit), and the runner had not asked it to"))
        default: break
        }
    }

    /// Words that an operator left for the journal.
    func takeNotes() throws(Stop) {
        guard let notes, realMs >= nextNotesMs else { return }
        nextNotesMs = realMs + Self.notesEveryMs
        do throws(SystemFailure) {
            try notes { text throws(SystemFailure) in
                try write(.operatorAction(action: "note", note: text))
                console.say("note: \(text)")
            }
        } catch { throw .system(error) }
    }
}
