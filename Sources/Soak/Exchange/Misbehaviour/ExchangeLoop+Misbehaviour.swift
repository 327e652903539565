import CClockPage
import NIOCore

// What the exchange does wrong on order in what it sends.
extension ExchangeLoop {
    func carryOut(_ order: VenueOrder) {
        misbehaviour.begin(order)
        switch order {
        case .frames(let frame, let count):
            let bytes = frame.bytes(atMs: nowMs)
            send(bytes, times: count, as: "sent_\(frame.rawValue)")
        case .burst(let count):
            send(StrangeFrame.unknownChannel.bytes(atMs: nowMs), times: count, as: "sent_burst")
        case .muteMarket, .muteChannel, .loseAcknowledgements, .double, .info, .mend, .report: break
        }
    }

    private func send(_ bytes: [UInt8], times: Int, as name: String) {
        for connection in connections {
            bytes.withUnsafeBytes { bytes in for _ in 0..<times { connection.append(frame: bytes) } }
            misbehaviour.count(name, times)
            connection.flush(realNs: clock_real_ns())
        }
    }

    /// What is said in place of the answer to a request, and how much later.
    func troubled(
        _ answer: InfoAnswer, wait: TimeAmount
    ) -> (InfoAnswer, wait: TimeAmount) {
        guard let trouble = misbehaviour.infoTrouble else { return (answer, wait) }
        misbehaviour.count("info_\(trouble.rawValue)")
        return (trouble.answer ?? answer, trouble == .slow ? .milliseconds(InfoTrouble.slowRealMs) : wait)
    }
}
