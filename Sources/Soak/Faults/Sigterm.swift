import Glibc

/// The engine is asked to end, as by a deployment in the middle of the day: it must lose nothing at all and
/// end with 0.
///
/// Proof: it ended in order.
package struct Sigterm: EndingSignal {
    package let plan: PlannedFault
    package static let signal = SIGTERM
    package static let ending = ProcessExit.code(0)

    package init(_ plan: PlannedFault) { self.plan = plan }
}
