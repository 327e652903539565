import ArgumentParser

/// What the user typed for `check`, not yet looked at.
struct CheckOptions: ParsableArguments {
    @Argument(help: "Data directories, or run directories (with data/ in them).")
    var directories: [String] = []

    @Flag(help: "A rehearsal is asked for: REHEARSAL PASS ends with 0.")
    var rehearsal = false

    @Option(help: ArgumentHelp("The runner's folder, with its journal.", valueName: "run-dir"))
    var run: String?

    @Option(
        help: ArgumentHelp("The synthetic exchange's truth, if not in the run directory.", valueName: "dir"))
    var truth: String?

    @Option(help: ArgumentHelp("A TOML file of thresholds; phase-a without it.", valueName: "file"))
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "A TOML file of special closures since the tables were written.", valueName: "file"))
    var calendar: String?

    @Option(help: ArgumentHelp("Judge from this moment on, UTC: 2026-01-20T07:13:00Z.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Judge up to this moment.", valueName: "time"))
    var to: String?

    @OptionGroup var output: VerdictOutput

    @Option(
        help: ArgumentHelp(
            "Say no verdict, but write what these days come to there; hip3-dod merge joins such files.",
            valueName: "out"))
    var partial: String?

    @Option(
        help: "How many threads read the files; as many as there are cores without it. Changes no answer.")
    var threads: Int?
}
