import Glibc

/// The engine is killed at a moment that nobody chose. Nothing that it had counted may be lost.
///
/// Proof: it ended by that signal.
package struct Sigkill: EndingSignal {
    package let plan: PlannedFault
    package static let signal = SIGKILL
    package static let ending = ProcessExit.signal(SIGKILL)

    package init(_ plan: PlannedFault) { self.plan = plan }
}
