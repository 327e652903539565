package import DoDAnalysis
package import DoDCalendar
import DoDFormat

/// The signals within one session of the exchange, ten minutes a bar.
package struct SessionSignals: Sendable {
    package let session: Session
    package let buy: Int64
    package let sell: Int64
    package let bars: BarChart

    package init(_ session: Session, _ rate: SignalRate) {
        self.session = session
        let slots = rate.slots(in: TimeWindow(fromMS: session.openMs, toMS: session.closeMs))
        buy = slots.reduce(0) { $0 + $1.buy }
        sell = slots.reduce(0) { $0 + $1.sell }
        bars = BarChart(
            binMs: SideSlotKey.milliseconds, beginMs: slots.first?.fromMS ?? session.openMs,
            bins: slots.map { Int($0.buy + $0.sell) })
    }
}
