import SoakFaults

/// Notices that virtual time stands still: the exchange holds it for a client that never comes or never reads.
struct StallWatch {
    static let realMsMax: Int64 = 120_000
    private var last = VirtualTime(ms: 0)
    private var sinceMs: Int64 = 0

    /// What to say when it has stood for too long.
    mutating func check(now: VirtualTime, atMs: Int64) -> String? {
        if now != last || sinceMs == 0 {
            last = now
            sinceMs = atMs
        }
        guard atMs - sinceMs >= Self.realMsMax else { return nil }
        return
            "virtual time stands still at \(now.text) for \(Self.realMsMax / 1000) s: does the engine connect and read?"
    }
}
