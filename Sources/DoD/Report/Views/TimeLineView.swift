import DoDCalendar

struct TimeLineView {
    let lanes: [Lane]
    let laneTicks: [TimeAxis.Tick]
    let laneMarks: [SessionMark]
    let chart: [Chart]
    let lanesRest: String

    struct Lane {
        let laneLabel: String
        let laneTitle: String
        let laneStrip: String
        let laneNote: String
        let laneClass: String
    }

    struct Chart {
        let chartBars: String
        let chartPeak: String
        let chartTitle: String
        let chartBin: String
        let chartTotal: String
    }

    /// More faults than this stand in the table only.
    static let faultLanesMax = 40

    init(_ model: ReportModel) {
        let line = model.timeLine
        let shown = ShownList(model.faults, max: Self.faultLanesMax)
        lanes =
            [Self.sessions(line), Self.connection(line)] + shown.shown.map { Self.fault($0, line.axis) }
            + [Self.gaps(line)]
        lanesRest = shown.rest
        laneTicks = line.axis.ticks
        laneMarks = line.sessions.prefix(SessionMark.max).map { SessionMark($0, line.axis) }
        chart = line.signals.map { [Self.chart($0, line.axis)] } ?? []
    }

    private static func sessions(_ line: TimeLine) -> Lane {
        let boxes = line.sessions.compactMap {
            Strip.box(line.axis, $0.openMs, $0.closeMs, style: $0.isRegular ? "us" : "us short")
        }
        return Lane(
            laneLabel: "US session", laneTitle: line.sessions.map(\.text).joined(separator: ", "),
            laneStrip: Strip(boxes: boxes).svg,
            laneNote: line.sessions.isEmpty ? "none" : Numbers.count(line.sessions.count, "session"),
            laneClass: "thin")
    }

    private static func connection(_ line: TimeLine) -> Lane {
        let down = line.free(of: line.connected)
        let lost = down.reduce(0) { $0 + $1.toMs - $1.fromMs }
        let boxes =
            line.connected.compactMap { Strip.box(line.axis, $0.fromMs, $0.toMs, style: "up") }
            + down.compactMap { Strip.box(line.axis, $0.fromMs, $0.toMs, style: "down") }
        let note = down.isEmpty ? "always up" : "down \(down.count)×, \(Numbers.duration(ms: lost))"
        let title = ShownList(down.map(text), max: 12)
        return Lane(
            laneLabel: "Connection",
            laneTitle: "\(Numbers.count(line.connections, "connection")); down: "
                + (title.shown + (title.rest.isEmpty ? [] : [title.rest])).joined(separator: ", "),
            laneStrip: Strip(boxes: boxes).svg, laneNote: note, laneClass: "")
    }

    private static func gaps(_ line: TimeLine) -> Lane {
        let boxes =
            line.partialGaps.compactMap { Strip.box(line.axis, $0.fromMs, $0.toMs, style: "part") }
            + line.wholeGaps.compactMap { Strip.box(line.axis, $0.fromMs, $0.toMs, style: "gap") }
        let longest = (line.partialGaps + line.wholeGaps).map { $0.toMs - $0.fromMs }.max() ?? 0
        let count = line.partialGaps.count + line.wholeGaps.count
        let title = ShownList(
            line.wholeGaps.map { "all markets " + text($0) } + line.partialGaps.map(text), max: 12)
        return Lane(
            laneLabel: "Gaps",
            laneTitle: (title.shown + (title.rest.isEmpty ? [] : [title.rest])).joined(separator: ", "),
            laneStrip: Strip(boxes: boxes).svg,
            laneNote: count == 0 ? "none" : "\(count), longest \(Numbers.duration(ms: longest))",
            laneClass: "")
    }

    private static func fault(_ fault: Fault, _ axis: TimeAxis) -> Lane {
        let end = fault.liftedMs ?? axis.toMs
        var boxes: [Strip.Box] = []
        if let armed = fault.armedMs, let band = Strip.box(axis, armed, end, style: "armed") {
            boxes.append(band)
        }
        let note: String
        switch fault.outcome {
        case .bitten(let at, _):
            if let bite = Strip.box(axis, at, at, style: "bite") { boxes.append(bite) }
            note = "bit \(UTCText.clock(at))"
        case .missed: note = "missed"
        case .skipped: note = "skipped"
        case .open: note = fault.armedMs == nil ? "not armed" : "no proof"
        }
        return Lane(
            laneLabel: fault.id,
            laneTitle: "\(fault.about) \(fault.armedMs.map(UTCText.minutes) ?? "not armed") – "
                + (fault.liftedMs.map(UTCText.minutes) ?? "not lifted"),
            laneStrip: Strip(boxes: boxes).svg, laneNote: note, laneClass: "")
    }

    private static func chart(_ signals: BarChart, _ axis: TimeAxis) -> Chart {
        Chart(
            chartBars: signals.svg(axis), chartPeak: Numbers.grouped(signals.peak),
            chartTitle: "Signals per \(Numbers.duration(ms: signals.binMs)), at most \(signals.peak)",
            chartBin: Numbers.duration(ms: signals.binMs), chartTotal: Numbers.grouped(signals.total))
    }

    private static func text(_ span: TimeLine.Span) -> String {
        "\(UTCText.minutes(span.fromMs)) for \(Numbers.duration(ms: span.toMs - span.fromMs))"
    }
}
