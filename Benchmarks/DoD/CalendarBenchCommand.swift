import ArgumentParser
import DoDCalendar
import Glibc

/// `dod-bench calendar`: what a look into the calendar costs, and what the whole program does.
struct CalendarBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Time of a lookup, and of `hip3-dod calendar --date` with its start.",
        discussion: "Example: dod-bench calendar --dod .build/release/hip3-dod")

    @Option(help: "The judge to measure.") var dod = ".build/release/hip3-dod"
    @Option(help: "How often the program is started.") var turns = 200

    func run() throws {
        var open = 0
        var lookups = 0
        let began = Clock.ns()
        for _ in 0..<20 {
            var date = TradingCalendar.firstDate
            while date <= TradingCalendar.lastDate {
                if case .open = TradingCalendar.newYork.day(date) { open += 1 }
                lookups += 1
                date = date.adding(days: 1)
            }
        }
        let each = Double(Clock.ns() - began) / Double(lookups)
        say(
            "calendar: \(Numbers.text(each, 0)) ns a lookup (\(lookups) days of 1970-2035, \(open) of them open)"
        )
        var times: [Int64] = []
        for _ in 0..<turns {
            let run = try Child.run([dod, "calendar", "--date", "2026-01-19"])
            guard run.code == 0 else { throw BenchFailure("hip3-dod calendar ended with \(run.code)") }
            times.append(run.wallNs)
        }
        times.sort()
        let milliseconds = { (part: Int) in Numbers.text(Double(times[times.count * part / 100]) / 1e6, 2) }
        say(
            "hip3-dod calendar --date, with the start of its process: \(milliseconds(50)) ms (p95 \(milliseconds(95)), \(turns) starts)"
        )
    }
}
