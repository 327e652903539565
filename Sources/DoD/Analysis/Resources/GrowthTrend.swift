/// How fast a level (memory, open files) rises: one straight slope through means of an hour (or what is asked for),
/// with a level of its own for each process, since a restart hides what a process had grown to.
///
/// Means and not minutes: neighbouring minutes repeat each other, and a bound that takes them for independent is
/// too narrow. What still goes together from one mean to the next widens the bound.
package struct GrowthTrend: Hashable, Sendable {
    package struct Slope: Hashable, Sendable {
        package var perDay: Double
        /// The two-sided 95 % interval.
        package var lowerPerDay: Double
        package var upperPerDay: Double
        /// Means it was worked out from.
        package var points: Int
    }

    private struct Key: Hashable, Comparable {
        var process: Int
        var point: Int64

        static func < (left: Key, right: Key) -> Bool {
            (left.process, left.point) < (right.process, right.point)
        }
    }

    private struct Mean: Hashable {
        var sum: Int64 = 0
        /// Of the minutes' numbers since the epoch: a point that is only begun has its middle elsewhere.
        var minuteSum: Int64 = 0
        var count: Int64 = 0

        mutating func add(_ other: Mean) {
            sum += other.sum
            minuteSum += other.minuteSum
            count += other.count
        }
    }

    private static let minuteMS: Int64 = 60_000
    private static let minutesPerHour = 60.0
    private static let hoursPerDay = 24.0
    /// What one mean is of.
    private let pointMinutes: Int64
    private var means: [Key: Mean] = [:]
    package private(set) var valueMax: Int64 = 0
    /// Values, each of a minute.
    package private(set) var count: Int64 = 0

    package init(pointMinutes: Int64 = 60) { self.pointMinutes = max(1, pointMinutes) }

    /// With fewer minutes in it a mean is too unsure to be a point.
    private var minutesPerPointMin: Int64 { (pointMinutes + 1) / 2 }

    package mutating func add(_ value: Int64, process: Int, atMS: Int64) {
        let key = Key(process: process, point: atMS / (pointMinutes * Self.minuteMS))
        means[key, default: Mean()].add(Mean(sum: value, minuteSum: atMS / Self.minuteMS, count: 1))
        valueMax = max(valueMax, value)
        count += 1
    }

    /// Processes must be numbered over all shards.
    package mutating func merge(_ other: GrowthTrend) {
        for (key, mean) in other.means {
            means[key, default: Mean()].add(mean)
        }
        valueMax = max(valueMax, other.valueMax)
        count += other.count
    }

    /// Nil when there are too few means for any bound.
    package var slope: Slope? {
        let groups = centred
        let points = groups.reduce(0) { $0 + $1.count }
        let freedom = points - groups.count - 1
        let all = groups.flatMap { $0 }
        let spread = all.reduce(0) { $0 + $1.x * $1.x }
        guard freedom >= 1, spread > 0 else { return nil }
        let slope = all.reduce(0) { $0 + $1.x * $1.y } / spread
        let residuals = groups.map { $0.map { $0.y - slope * $0.x } }
        let squares = residuals.joined().reduce(0) { $0 + $1 * $1 }
        let error = (squares / Double(freedom) / spread).squareRoot() * Self.widening(residuals, squares)
        let reach = StudentT.quantile975(freedom) * error
        return Slope(
            perDay: slope * Self.hoursPerDay, lowerPerDay: (slope - reach) * Self.hoursPerDay,
            upperPerDay: (slope + reach) * Self.hoursPerDay, points: points)
    }

    /// Hours and levels of each process, as differences from their means. Single points say nothing.
    private var centred: [[(x: Double, y: Double)]] {
        var groups: [Int: [(x: Double, y: Double)]] = [:]
        for (key, mean) in means.sorted(by: { $0.key < $1.key }) where mean.count >= minutesPerPointMin {
            let hour = Double(mean.minuteSum) / Double(mean.count) / Self.minutesPerHour
            groups[key.process, default: []].append((hour, Double(mean.sum) / Double(mean.count)))
        }
        return groups.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }.map { group in
            let x = group.reduce(0) { $0 + $1.x } / Double(group.count)
            let y = group.reduce(0) { $0 + $1.y } / Double(group.count)
            return group.map { ($0.x - x, $0.y - y) }
        }
    }

    private static let autocorrelationMax = 0.9

    /// By how much errors that go together from hour to hour widen the bound.
    private static func widening(_ residuals: [[Double]], _ squares: Double) -> Double {
        guard squares > 0 else { return 1 }
        let products = residuals.reduce(0.0) { sum, group in
            sum + zip(group, group.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let together = min(max(products / squares, 0), autocorrelationMax)
        return ((1 + together) / (1 - together)).squareRoot()
    }
}
