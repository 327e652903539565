import SoakFaults

/// One point of a sweep: the disturbed session, the one after it, and what both left.
struct SweepTrial {
    let place: SweepPlace
    let check: SweepCheck
    /// What a kill left that many second faults come after: it is killed once and its folder copied for each.
    private var left: (fault: SweepFault, life: SweepPlace.Life)?

    init(place: SweepPlace, check: SweepCheck) {
        self.place = place
        self.check = check
    }

    struct Result {
        /// False: the session ended without coming to that call.
        var hasBitten: Bool
        /// Lives that ended by a kill, and lives that began on what others left.
        var kills = 0
        var restarts = 0
        var flaws: [SweepCheck.Flaw] = []
    }

    mutating func run(_ point: SweepPoint) throws(SystemFailure) -> Result {
        let first = try first(of: point)
        var result = Result(hasBitten: first.hasBitten)
        result.flaws += flaws(of: first, 0, point.first)
        if !first.hasBitten, first.exit != .code(0) { result.flaws.append(.restart(words(first, 0))) }
        guard first.hasBitten else { return result }
        if point.first.action.kills { result.kills += 1 }
        var promises: [SweepCheck.Promise] = [.counted(first.counted)]
        if let fault = point.second {
            let second = try place.live(1, fault: fault)
            result.restarts += 1
            result.hasBitten = second.hasBitten
            result.flaws += flaws(of: second, 1, fault)
            guard second.hasBitten else { return result }
            if fault.action.kills { result.kills += 1 }
            promises.append(.counted(second.counted))
        }
        let last = try place.live(promises.count, fault: nil)
        result.restarts += 1
        if last.exit != .code(0) { result.flaws.append(.restart(words(last, promises.count))) }
        promises.append(.whole)
        result.flaws += check.flaws(files: try place.records(), promises: promises)
        result.flaws += place.integrity()
        return result
    }

    private mutating func first(of point: SweepPoint) throws(SystemFailure) -> SweepPlace.Life {
        if let left, left.fault == point.first {
            try place.putBack()
            return left.life
        }
        try place.begin()
        let life = try place.live(0, fault: point.first)
        if point.second != nil, life.hasBitten {
            try place.putAside()
            left = (point.first, life)
        }
        return life
    }

    /// A kill ends it; anything else it lives through, or ends with an error that it names.
    private func flaws(of life: SweepPlace.Life, _ session: Int, _ fault: SweepFault) -> [SweepCheck.Flaw] {
        guard life.hasBitten else { return [] }
        switch life.exit {
        case .signal(9) where fault.action.kills: return []
        case .code(0) where !fault.action.kills, .code(1) where !fault.action.kills: return []
        default: return [.restart(words(life, session))]
        }
    }

    private func words(_ life: SweepPlace.Life, _ session: Int) -> String {
        let end = life.exit.map { "\($0)" } ?? "no end in \(SweepPlace.lifeMsMax / 1000) s"
        return "session \(session + 1) ended with \(end): \(place.lastWords(session))"
    }
}
