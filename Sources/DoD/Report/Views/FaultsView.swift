import DoDCalendar

struct FaultsView {
    let faultRows: [Row]
    let faultsRest: String
    let faultsCount: String

    struct Row {
        let faultID: String
        let faultKind: String
        let faultAbout: String
        let faultArmed: String
        let faultBitten: String
        let faultLifted: String
        let faultProof: String
        let faultTone: String
        let faultMark: String

        /// About what it takes in the page.
        var bytes: Int { 500 + faultAbout.utf8.count + faultProof.utf8.count }
    }

    init(_ faults: [Fault], bytesMax: Int) {
        let list = ShownList(faults.map(Self.row), bytesMax: bytesMax, bytes: \.bytes)
        faultRows = list.shown
        faultsRest = list.rest
        let bitten = faults.count { if case .bitten = $0.outcome { true } else { false } }
        let lifted = faults.count { $0.liftedMs != nil }
        faultsCount = "\(bitten) of \(faults.count) bit and have a proof, \(lifted) of \(faults.count) lifted"
    }

    private static func row(_ fault: Fault) -> Row {
        let bitten: String
        let proof: String
        let tone: String
        let mark: String
        switch fault.outcome {
        case .bitten(let at, let text):
            (bitten, proof) = (time(at), text)
            (tone, mark) = fault.liftedMs == nil ? ("unknown", "not lifted") : ("pass", "bit")
        case .missed(let why): (bitten, proof, tone, mark) = ("–", why, "fail", "missed")
        case .skipped(let why): (bitten, proof, tone, mark) = ("–", why, "unknown", "skipped")
        case .open where fault.armedMs == nil:
            (bitten, proof, tone, mark) = ("–", "It was planned and never armed.", "unknown", "not armed")
        case .open: (bitten, proof, tone, mark) = ("–", "The journal holds no proof.", "unknown", "no proof")
        }
        return Row(
            faultID: fault.id, faultKind: fault.kind, faultAbout: fault.about,
            faultArmed: fault.armedMs.map(time) ?? "–",
            faultBitten: bitten, faultLifted: fault.liftedMs.map(time) ?? "–", faultProof: proof,
            faultTone: tone, faultMark: mark)
    }

    private static func time(_ ms: Int64) -> String {
        String(UTCText.seconds(ms).dropLast().map { $0 == "T" ? " " : $0 })
    }
}
