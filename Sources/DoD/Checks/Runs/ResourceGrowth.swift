import DoDAnalysis
import DoDFormat

/// Memory and open files over the minutes of one run.
struct ResourceGrowth {
    static let megabyte: Int64 = 1_000_000
    private static let minutesPerHour: Int64 = 60

    /// The first minutes of a process fill its buffers and caches; they are no growth.
    private let warmUpMinutes: Int64
    private let pointMinutes: Int64
    private var memory: GrowthTrend
    private var files: GrowthTrend
    private var memoryMax: Int64 = 0
    private var filesMax: Int64 = 0
    private var minutes: Int64 = 0

    init(_ ledger: Ledger, _ window: TimeWindow, _ policy: Policy) {
        warmUpMinutes = policy.whole(.growthWarmUpMinutes)
        pointMinutes = max(1, policy.whole(.growthPointMinutes))
        memory = GrowthTrend(pointMinutes: pointMinutes)
        files = GrowthTrend(pointMinutes: pointMinutes)
        for (index, process) in ledger.processes.enumerated() {
            let warmMS = process.startedMS + warmUpMinutes * MinuteRecord.milliseconds
            for minute in process.minutes
            where minute.minuteMS < window.toMS && minute.minuteMS + MinuteRecord.milliseconds > window.fromMS
            {
                minutes += 1
                memoryMax = max(memoryMax, minute.process.residentBytes)
                filesMax = max(filesMax, minute.process.openFiles)
                guard minute.minuteMS >= warmMS else { continue }
                memory.add(minute.process.residentBytes, process: index, atMS: minute.minuteMS)
                files.add(minute.process.openFiles, process: index, atMS: minute.minuteMS)
            }
        }
    }

    func summary(isRealTime: Bool) -> String {
        let maxima =
            "at most \(memoryMax / Self.megabyte) MB and \(filesMax) open files over \(minutes) minute lines"
        guard isRealTime else { return "\(maxima); accelerated, so only the maxima are judged" }
        let slopes = [words(memory, "memory", per: 1_000, "kB"), words(files, "open files", per: 1, "")]
        return ([maxima] + slopes.compactMap { $0 }).joined(separator: "; ")
    }

    /// `memory +120 kB a day (95 %: -40 to 280)`.
    private func words(_ trend: GrowthTrend, _ what: String, per scale: Double, _ unit: String) -> String? {
        guard let slope = trend.slope else { return nil }
        let numbers = [slope.perDay, slope.lowerPerDay, slope.upperPerDay].map { Self.tenths($0 / scale) }
        let measure = unit.isEmpty ? "" : " \(unit)"
        return
            "\(what) \(slope.perDay < 0 ? "" : "+")\(numbers[0])\(measure) a day (95 %: \(numbers[1]) to \(numbers[2]))"
    }

    /// `label`: how sentences begin.
    func report(_ run: RunEvidence, label: String, _ policy: Policy, _ findings: inout Findings) -> Facts {
        if minutes == 0 || memoryMax == 0 || filesMax == 0 {
            findings.doubt("\(label)\(minutes) minute lines, and memory or open files are told by none")
        }
        let memoryLimit = policy.hundredths(.memoryLimitMegabytes) * Self.megabyte / 100
        let filesLimit = policy.whole(.openFilesLimit)
        if memoryMax > memoryLimit {
            findings.fail(
                "\(label)\(memoryMax) bytes of memory, the limit is \(policy.text(.memoryLimitMegabytes)) MB")
        }
        if filesMax > filesLimit {
            findings.fail("\(label)\(filesMax) open files, the limit is \(filesLimit)")
        }
        var facts: Facts = [
            "minute_lines": .count(minutes), "memory_bytes_max": .count(memoryMax),
            "open_files_max": .count(filesMax), "slope_judged": .flag(run.isRealTime),
        ]
        guard run.isRealTime else {
            findings.note(
                "\(label)the clock ran at \(run.rate) times real time: maxima are judged, slopes can't be")
            return facts
        }
        facts["warm_up_minutes_left_out"] = .count(warmUpMinutes)
        facts["point_minutes"] = .count(pointMinutes)
        facts["memory_bytes"] = .object(
            report(memory, limit: memoryLimit, "\(label)memory", "bytes", policy, &findings))
        facts["open_files"] = .object(
            report(files, limit: filesLimit, "\(label)open files", "files", policy, &findings))
        return facts
    }

    private func report(
        _ trend: GrowthTrend, limit: Int64, _ what: String, _ unit: String, _ policy: Policy,
        _ findings: inout Findings
    ) -> Facts {
        let means = pointMinutes == Self.minutesPerHour ? "hours" : "means of \(pointMinutes) min"
        let needed = policy.hundredths(.growthHoursMin) * Self.minutesPerHour
        guard let slope = trend.slope, Int64(slope.points) * pointMinutes * 100 >= needed else {
            let points = trend.slope?.points ?? 0
            findings.doubt(
                "\(what): \(points) \(means) after the warm-up are too few for a slope, \(policy.text(.growthHoursMin)) h are needed"
            )
            return ["points": .count(points), "minutes": .count(trend.count)]
        }
        let days = Double(policy.hundredths(.growthDays)) / 100
        let allowed = Double(limit) * Double(policy.hundredths(.growthPercentMax)) / 10_000
        let (expected, upper) = (slope.perDay * days, slope.upperPerDay * days)
        let words =
            "\(what) would grow by \(Self.whole(expected)) \(unit) in \(policy.text(.growthDays)) days (95 %: at most \(Self.whole(upper))), \(Self.whole(allowed)) are allowed; from \(slope.points) \(means)"
        if expected >= allowed {
            findings.fail(words)
        } else if upper >= allowed {
            findings.doubt("\(words): too short to tell")
        } else {
            findings.note(words)
        }
        return [
            "points": .count(slope.points), "minutes": .count(trend.count),
            "per_day": .count(Self.whole(slope.perDay)),
            "per_day_lower_95": .count(Self.whole(slope.lowerPerDay)),
            "per_day_upper_95": .count(Self.whole(slope.upperPerDay)),
            "allowed_in_all": .count(Self.whole(allowed)),
        ]
    }

    private static func tenths(_ value: Double) -> String {
        let all = whole(value * 10)
        return "\(all < 0 ? "-" : "")\(all.magnitude / 10).\(all.magnitude % 10)"
    }

    private static func whole(_ value: Double) -> Int64 {
        value.isFinite && abs(value) < 9e18 ? Int64(value.rounded()) : value < 0 ? .min : .max
    }
}
