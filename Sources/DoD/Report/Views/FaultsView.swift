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
    }

    init(_ faults: [Fault]) {
        let list = ShownList(faults)
        faultRows = list.shown.map(Self.row)
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
        case .open: (bitten, proof, tone, mark) = ("–", "The journal holds no proof.", "unknown", "no proof")
        }
        return Row(
            faultID: fault.id, faultKind: fault.kind, faultAbout: fault.about,
            faultArmed: time(fault.armedMs),
            faultBitten: bitten, faultLifted: fault.liftedMs.map(time) ?? "–", faultProof: proof,
            faultTone: tone, faultMark: mark)
    }

    private static func time(_ ms: Int64) -> String {
        String(UTCText.seconds(ms).dropLast().map { $0 == "T" ? " " : $0 })
    }
}
