import Glibc

/// The engine dies of a bad address, as of a bug in a library: no handler of its own runs.
///
/// Proof: it ended by that signal.
package struct Sigsegv: EndingSignal {
    package let plan: PlannedFault
    package static let signal = SIGSEGV
    package static let ending = ProcessExit.signal(SIGSEGV)

    package init(_ plan: PlannedFault) { self.plan = plan }
}
