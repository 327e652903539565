import Synchronization

/// Bugs of what the engine says of itself.
extension LineBug {
    /// A minute's counts are one too low.
    static var countsTooLow: LineBug {
        LineBug(ledger: { line in
            guard line.type == "minute" else { return line }
            return line.changingMarkets { market in
                let signals = market.number("signals")
                if signals > 3 { market["signals"] = "\(signals - 1)" }
            }
        })
    }

    /// The total of a process is too high.
    static var countsTooHigh: LineBug {
        LineBug(ledger: { line in
            guard line.type == "stop" else { return line }
            var more = line
            more["signals"] = "\(line.number("signals") + 5)"
            return more
        })
    }

    /// Failures of the disk are kept quiet, and the numbers of the lines closed up.
    static var hidesFailures: LineBug {
        LineBug(ledger: { $0.type == "storage" ? nil : $0 })
    }

    /// Each process chains its ledger from the beginning.
    static var chainsAnew: LineBug {
        var bug = LineBug()
        bug.restartsChain = true
        return bug
    }

    /// What was pending when the process before ended is not counted.
    static var forgetsInterrupted: LineBug {
        LineBug(ledger: { line in
            guard line.type == "minute" else { return line }
            return line.changingMarkets { market in
                let interrupted = market.number("followups_interrupted")
                market["followups_due"] = "\(market.number("followups_due") - interrupted)"
                market["followups_interrupted"] = "0"
            }
        })
    }

    /// A market that hardly spoke is told to be as alive as it was in its last good minute.
    static var repeatsLastMinute: LineBug {
        let lastGood = Mutex<[String: Line]>([:])
        return LineBug(ledger: { line in
            guard line.type == "minute" else { return line }
            return line.changingMarkets { market in
                let name = market["market"]
                guard market.number("ctx") >= 45 else {
                    guard let good = lastGood.withLock({ $0[name] }) else { return }
                    for key in ["bbo", "ctx", "two_sided_ms", "silence_ms_max"] { market[key] = good[key] }
                    return
                }
                lastGood.withLock { $0[name] = market }
            }
        })
    }

    /// A market without frames is told to be just alive enough to count as covered.
    static var calledCovered: LineBug {
        LineBug(ledger: { line in
            guard line.type == "minute" else { return line }
            return line.changingMarkets { market in
                guard market.number("ctx") == 0 else { return }
                market["bbo"] = "5"
                market["ctx"] = "60"
                market["two_sided_ms"] = "60000"
                market["silence_ms_max"] = "1000"
            }
        })
    }

    /// The ledger says that this configuration is in force, whatever is.
    static func claims(_ configuration: String) -> LineBug {
        LineBug(ledger: { line in
            guard line.type == "start", let from = line.text.firstRange(of: #""config":"#),
                let to = line.text.firstRange(of: #","config_crc32c":"#)
            else { return line }
            var claim = line
            claim.text.replaceSubrange(from.upperBound..<to.lowerBound, with: configuration)
            return claim
        })
    }
}

extension Line {
    /// The same `minute` with each market's part changed.
    func changingMarkets(_ change: (inout Line) -> Void) -> Line {
        let mark = #"{"market":"#
        var parts = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices.dropFirst() {
            var market = Line(mark + parts[index])
            change(&market)
            parts[index] = String(market.text.dropFirst(mark.count))
        }
        return Line(parts.joined(separator: mark))
    }
}
