/// Counts of one market by minute: two bytes for each minute of an hour in which there was one.
struct MinuteRow: Hashable, Sendable {
    private static let minuteMS = MinuteRecord.milliseconds
    private static let perHour = 60
    /// Stands for a count that needs more room.
    private static let large = UInt16.max

    /// Hours since the epoch, rising.
    private var hours: [Int64] = []
    /// Sixty for each hour.
    private var counts: [UInt16] = []
    private var larges: [Int64: Int64] = [:]

    /// Of a whole minute.
    private static func place(_ minuteMS: Int64) -> (hour: Int64, minute: Int) {
        let minute = minuteMS / Self.minuteMS
        let hour = minute / Int64(perHour)
        return (hour, Int(minute - hour * Int64(perHour)))
    }

    /// 0 where nothing was counted.
    subscript(minuteMS: Int64) -> Int64 {
        let (hour, minute) = Self.place(minuteMS)
        let position = self.position(of: hour)
        guard position < hours.count, hours[position] == hour else { return 0 }
        return count(at: position * Self.perHour + minute, minuteMS)
    }

    private func count(at slot: Int, _ minuteMS: Int64) -> Int64 {
        counts[slot] == Self.large ? larges[minuteMS] ?? 0 : Int64(counts[slot])
    }

    mutating func add(_ count: Int64, _ minuteMS: Int64) {
        if count == 0 { return }
        let (hour, minute) = Self.place(minuteMS)
        // Nearly always it is the newest one.
        let position = hours.last.map { $0 < hour } ?? true ? hours.count : self.position(of: hour)
        if position == hours.count || hours[position] != hour {
            hours.insert(hour, at: position)
            counts.insert(
                contentsOf: repeatElement(0, count: Self.perHour), at: position * Self.perHour)
        }
        let slot = position * Self.perHour + minute
        let sum = self.count(at: slot, minuteMS) + count
        let fits = (0..<Int64(Self.large)).contains(sum)
        counts[slot] = fits ? UInt16(sum) : Self.large
        if !fits { larges[minuteMS] = sum }
    }

    /// Of the first hour that is not before.
    private func position(of hour: Int64) -> Int {
        var low = 0
        var high = hours.count
        while low < high {
            let middle = (low + high) / 2
            if hours[middle] < hour { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Each minute that has a count, by time.
    func forEach(_ body: (_ minuteMS: Int64, _ count: Int64) -> Void) {
        for (position, hour) in hours.enumerated() {
            for minute in 0..<Self.perHour {
                let slot = position * Self.perHour + minute
                if counts[slot] == 0 { continue }
                let minuteMS = (hour * Int64(Self.perHour) + Int64(minute)) * Self.minuteMS
                body(minuteMS, count(at: slot, minuteMS))
            }
        }
    }
}
