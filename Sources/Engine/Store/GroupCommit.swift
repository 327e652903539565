/// Decides when the next sync begins: when the oldest line that waits for one has waited for the interval. Times
/// are ns of any clock that does not fall.
struct GroupCommit {
    /// 0: each line's sync begins at once, or as soon as the one under way has ended.
    var intervalNs: Int64
    /// When the next sync is due; nil while nothing waits.
    private(set) var dueNs: Int64?

    init(intervalNs: Int64) { self.intervalNs = intervalNs }

    /// Lines were accepted, maybe while a sync is under way, which does not reach them.
    mutating func accepted(nowNs: Int64) { dueNs = dueNs ?? nowNs + intervalNs }

    /// True when a sync has to begin now.
    mutating func isDue(nowNs: Int64, needsSync: Bool, isSyncing: Bool) -> Bool {
        guard !isSyncing else { return false }
        guard needsSync else {
            dueNs = nil
            return false
        }
        accepted(nowNs: nowNs)
        return dueNs.map { $0 <= nowNs } ?? false
    }

    /// Nothing could be synced now; tried again then.
    mutating func postpone(toNs: Int64) { dueNs = toNs }

    /// A sync began that reaches everything accepted so far.
    mutating func began() { dueNs = nil }
}
