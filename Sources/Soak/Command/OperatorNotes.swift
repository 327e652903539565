import SoakFaults
import SoakRunner
import SoakStatus

extension Rehearsal {
    /// Journals what `hip3-soak note` leaves in the run's folder.
    func takeNotesOfOperators() {
        let folder = folder
        notes = { journal throws(SystemFailure) in
            try NoteBox.take(in: folder) { note throws(SystemFailure) in try journal(note.text) }
        }
    }
}
