import SoakObserver
import SoakRunner
import SoakVenue

/// The probe before a run.
struct VenueProbing {
    struct Result {
        var isUsable: Bool
        /// Nil: there was no probe.
        var probed: VenueLook?
    }

    let time: String?
    let request: LiveRequest

    private static let secondsMax: Int64 = 3_600
    private static let secondsLive: Int64 = 60

    /// Nil when it was interrupted.
    func look(_ console: Console, _ interruption: Interruption) throws(RunRefusal) -> Result? {
        guard case .venue(let venue) = request.feed else { return Result(isUsable: true) }
        let seconds = try seconds(venue)
        guard seconds > 0 else { return Result(isUsable: true) }
        let (dex, caFile) = place
        console.say("probing \(venue.webSocketURL) for \(seconds) s")
        let report: ProbeReport
        do throws(LinkFailure) {
            report = try VenueProbe(venue, dex: dex, caFile: caFile).run(ms: seconds * 1000) {
                interruption.isRaised
            }
        } catch { throw RunRefusal(.harness, "the probe: \(error)") }
        if interruption.isRaised { return nil }
        for line in report.lines { console.say(line) }
        if !report.isUsable {
            console.say(
                "not begun: no day can be judged with what is WRONG above; all the same with --despite")
        }
        return Result(
            isUsable: report.isUsable,
            probed: VenueLook(
                tookMs: report.tookMs, same: report.texts(.same).count,
                differences: report.texts(.differs) + report.texts(.wrong), unseen: report.texts(.unseen)))
    }

    private func seconds(_ venue: VenueAddress) throws(RunRefusal) -> Int64 {
        guard let time else { return venue == .hyperliquid ? Self.secondsLive : 0 }
        guard time.hasSuffix("s"), let seconds = Int64(time.dropLast()),
            (0...Self.secondsMax).contains(seconds)
        else { throw .usage("--probe \(time): give 0s to \(Self.secondsMax)s") }
        return seconds
    }

    private var place: (dex: String, caFile: String?) {
        guard case .own(let path?) = request.engine, let text = try? FileTree.text(path) else {
            return ("xyz", nil)
        }
        return EngineTerms.place(of: text)
    }
}
