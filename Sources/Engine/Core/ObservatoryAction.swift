/// What is to be done after an event. A `slot` is a position in `Observatory.markets`, not a market index.
package enum ObservatoryAction: Sendable {
    case signal(slot: Int, Signal)
    case followup(slot: Int, Followup)
    case gate(GateChange)
    case minute(MinuteReport)
}
