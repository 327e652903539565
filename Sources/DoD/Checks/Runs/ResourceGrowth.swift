import DoDAnalysis
import DoDFormat

/// Memory and open files over the minutes of one run.
struct ResourceGrowth {
    /// The first minutes of a process fill its buffers and caches; they are no growth.
    static let warmUpMinutes: Int64 = 60
    static let megabyte: Int64 = 1_000_000

    private var memory = GrowthTrend()
    private var files = GrowthTrend()
    private var memoryMax: Int64 = 0
    private var filesMax: Int64 = 0
    private var minutes: Int64 = 0

    init(_ ledger: Ledger, _ window: TimeWindow) {
        for (index, process) in ledger.processes.enumerated() {
            let warmMS = process.startedMS + Self.warmUpMinutes * MinuteRecord.milliseconds
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
        return isRealTime
            ? "\(maxima), and they don't grow" : "\(maxima); accelerated, so only the maxima are judged"
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
        facts["warm_up_minutes_left_out"] = .count(Self.warmUpMinutes)
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
        let hoursMin = policy.whole(.growthHoursMin)
        guard let slope = trend.slope, Int64(slope.points) >= hoursMin else {
            let hours = trend.slope?.points ?? 0
            findings.doubt(
                "\(what): \(hours) hours after the warm-up are too few for a slope, \(hoursMin) are needed")
            return ["hours": .count(hours), "minutes": .count(trend.count)]
        }
        let days = Double(policy.hundredths(.growthDays)) / 100
        let allowed = Double(limit) * Double(policy.hundredths(.growthPercentMax)) / 10_000
        let (expected, upper) = (slope.perDay * days, slope.upperPerDay * days)
        let words =
            "\(what) would grow by \(Self.whole(expected)) \(unit) in \(policy.text(.growthDays)) days (95 %: at most \(Self.whole(upper))), \(Self.whole(allowed)) are allowed; from \(slope.points) hours"
        if expected >= allowed {
            findings.fail(words)
        } else if upper >= allowed {
            findings.doubt("\(words): too short to tell")
        } else {
            findings.note(words)
        }
        return [
            "hours": .count(slope.points), "minutes": .count(trend.count),
            "per_day": .count(Self.whole(slope.perDay)),
            "per_day_upper_95": .count(Self.whole(slope.upperPerDay)),
            "allowed_in_all": .count(Self.whole(allowed)),
        ]
    }

    private static func whole(_ value: Double) -> Int64 {
        value.isFinite && abs(value) < 9e18 ? Int64(value.rounded()) : value < 0 ? .min : .max
    }
}
