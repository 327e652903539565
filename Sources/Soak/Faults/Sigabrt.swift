import Glibc

/// The engine dies of its own doubt, as of a failed assertion.
///
/// Proof: it ended by that signal.
package struct Sigabrt: EndingSignal {
    package let plan: PlannedFault
    package static let signal = SIGABRT
    package static let ending = ProcessExit.signal(SIGABRT)

    package init(_ plan: PlannedFault) { self.plan = plan }
}
