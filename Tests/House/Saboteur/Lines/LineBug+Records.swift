import Synchronization

/// Bugs of the core, seen at what it writes: records that are wrong, missing or too many, under a ledger that
/// vouches for them.
extension LineBug {
    /// Every 7th signal is forgotten, and nothing that it says of itself tells.
    static var forgetsSignals: LineBug { everySignal(7) { _ in [] } }

    /// Every 5th signal comes again: the same book, taken for a new one.
    static var repeatsSignals: LineBug {
        everySignal(5) { line in
            var again = line
            let id = line["signal_id"]
            guard let last = id.lastIndex(of: "_"), let number = Int(id[id.index(after: last)...]) else {
                return [line]
            }
            again["signal_id"] = "\(id[...last])\(number + 1)"
            return [line, again]
        }
    }

    /// Of two signals the later one is written first, every 20th time.
    static var swapsLines: LineBug {
        let held = Mutex<Line?>(nil)
        let count = Counter()
        var bug = LineBug()
        bug.record = { line in
            guard line.isSignal else { return [line] }
            if let earlier = held.withLock({ $0.take() }) { return [line, earlier] }
            guard count.next() % 20 == 0 else { return [line] }
            held.withLock { $0 = line }
            return []
        }
        return bug
    }

    /// Sides are mixed up: every 9th signal.
    static var swapsSides: LineBug {
        everySignal(9) { line in
            var other = line
            let side = line["side"]
            let opposite = side == "buy" ? "sell" : "buy"
            other["side"] = opposite
            other["signal_id"] = line["signal_id"].replacing("_\(side)_", with: "_\(opposite)_")
            return [other]
        }
    }

    /// Edges are cut off after two decimals, not rounded half to even.
    static var truncatesEdges: LineBug {
        LineBug(record: { line in
            guard line.isSignal else { return [line] }
            let gain = abs(line.units("oracle_px") - line.units("best_px"))
            let raw = Int64(Int128(gain) * 1_000_000 / Int128(line.units("oracle_px")))
            let cost = line.hundredths("raw_edge_bps") - line.hundredths("net_edge_bps")
            var cut = line
            cut["raw_edge_bps"] = bps(raw)
            cut["net_edge_bps"] = bps(raw - cost)
            return [cut]
        })
    }

    /// Half a bps more is asked for than the configuration says.
    static var asksForMore: LineBug {
        LineBug(record: { $0.isSignal && $0.hundredths("net_edge_bps") < 50 ? [] : [$0] })
    }

    /// The whole best level is suggested, where a tenth of it was configured.
    static var suggestsAll: LineBug {
        LineBug(record: { line in
            guard line.isSignal else { return [line] }
            var greedy = line
            greedy["suggested_size"] = line["best_size"]
            return [greedy]
        })
    }

    /// A follow-up is taken too early, every 10th.
    static var followsUpEarly: LineBug {
        let count = Counter()
        return LineBug(record: { line in
            guard !line.isSignal, count.next() % 10 == 0 else { return [line] }
            var early = line
            let due = line.number("signal_timestamp_ms") + line.number("offset_ms")
            early["captured_at_ms"] = "\(due - 400)"
            return [early]
        })
    }

    /// Its clock falls back by 20 s for a while, and it dates signals by it.
    static var datesBack: LineBug {
        let count = Counter()
        return LineBug(record: { line in
            guard line.isSignal, (40..<50).contains(count.next()) else { return [line] }
            var old = line
            let then = line["timestamp_ms"]
            let earlier = "\(line.number("timestamp_ms") - 20_000)"
            old["timestamp_ms"] = earlier
            old["signal_id"] = line["signal_id"].replacing(then, with: earlier)
            return [old]
        })
    }

    /// Five signals in a row are thrown away, as when a queue is full, and counted nowhere.
    static var dropsUncounted: LineBug {
        let count = Counter()
        var bug = LineBug(record: { line in
            line.isSignal && (100..<105).contains(count.next()) ? [] : [line]
        })
        bug.fitsMinutes = false
        return bug
    }

    /// Every 11th signal does not reach the disk; the ledger seals what should be there.
    static var sealsWhatIsNot: LineBug {
        var bug = everySignal(11) { _ in [] }
        bug.fitsLedger = false
        return bug
    }

    private static func bps(_ hundredths: Int64) -> String { Line.bps(hundredths: hundredths) }
}

extension Line {
    /// A number of bps.
    func hundredths(_ name: String) -> Int64 { units(name) / 1_000_000 }
}
