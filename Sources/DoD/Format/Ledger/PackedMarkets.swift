/// The markets of a minute in a row of small numbers: a tenth of what they take unpacked.
///
/// Of each market: the counts; the gates that blocked, and for how long; four histograms. A number of seven bits takes
/// a byte. The markets themselves stand beside it, since every minute has the same.
struct PackedMarkets: Sendable {
    let keys: [MarketKey]
    let bytes: [UInt8]

    /// The names that gates have in counts; a line with another one is not packed.
    static let gateNames = [
        "bbo_age", "ctx_age", "mark_divergence", "spread_shock", "time_regression", "open_interest_cap",
        "parameter_change", "halt",
    ]
    private static let gateBytes = gateNames.map { Array($0.utf8) }

    static func gate(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        gateBytes.firstIndex { $0.elementsEqual(name) }
    }

    /// Unpacks all of them; their histograms only when somebody asks for them.
    var markets: [MarketMinute] {
        var reader = Reader(bytes: bytes)
        return keys.map { reader.market($0) }
    }

    /// Takes a market's numbers in the order of the line.
    struct Writer {
        private var bytes: [UInt8] = []
        /// Where the number of gates or buckets stands that is counted up.
        private var countAt = 0
        private var gates: UInt8 = 0
        private var lastBucket: Int64 = -1

        init() { bytes.reserveCapacity(4_096) }

        private mutating func add(_ number: Int64) {
            var rest = UInt64(bitPattern: number)
            while rest > 0x7f {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }

        mutating func counts(_ numbers: Int64...) { for number in numbers { add(number) } }

        /// The line says nothing of them.
        mutating func noGates() { bytes.append(0xff) }

        mutating func beginGates() {
            countAt = bytes.count
            gates = 0
            bytes.append(0)
        }

        /// False for one that came before.
        mutating func gate(_ gate: Int, _ count: Int64) -> Bool {
            guard gates & 1 << UInt8(gate) == 0 else { return false }
            gates |= 1 << UInt8(gate)
            bytes[countAt] += 1
            bytes.append(UInt8(gate))
            add(count)
            return true
        }

        mutating func beginHistogram() {
            countAt = bytes.count
            lastBucket = -1
            bytes.append(0)
        }

        /// False for one that does not come after the last, or is none.
        mutating func bucket(_ bucket: Int64, _ count: Int64) -> Bool {
            guard bucket > lastBucket, bucket <= Int64(LogHistogram.bucketMax) else { return false }
            lastBucket = bucket
            bytes[countAt] += 1
            bytes.append(UInt8(bucket))
            add(count)
            return true
        }

        /// Copied to their length: there is one for every minute, and the room to write in is larger.
        func finish(_ keys: [MarketKey]) -> PackedMarkets {
            let exact = [UInt8](unsafeUninitializedCapacity: bytes.count) { room, count in
                count = room.initialize(fromContentsOf: bytes)
            }
            return PackedMarkets(keys: keys, bytes: exact)
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        mutating func number() -> Int64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while bytes[at] & 0x80 != 0 {
                value |= UInt64(bytes[at] & 0x7f) << shift
                shift += 7
                at += 1
            }
            value |= UInt64(bytes[at]) << shift
            at += 1
            return Int64(bitPattern: value)
        }

        mutating func market(_ key: MarketKey) -> MarketMinute {
            var minute = MarketMinute(market: key)
            minute.bbo = number()
            minute.ctx = number()
            minute.bboNull = number()
            minute.twoSidedMS = number()
            minute.silenceMSMax = number()
            minute.oracleChanges = number()
            minute.crossesBuy = number()
            minute.crossesSell = number()
            minute.signals = number()
            minute.followupsDue = number()
            minute.followupsTaken = number()
            minute.followupsMissed = number()
            minute.followupsInterrupted = number()
            minute.blocked = gates() ?? []
            minute.blockedMS = gates()
            minute.distributions = .packed(bytes, at: at)
            for _ in 0..<4 { skipHistogram() }
            return minute
        }

        private mutating func gates() -> [NamedCount]? {
            let count = bytes[at]
            at += 1
            if count == 0xff { return nil }
            return (0..<count).map { _ in
                let gate = Int(bytes[at])
                at += 1
                return NamedCount(name: PackedMarkets.gateNames[gate], count: number())
            }
        }

        private mutating func skipHistogram() {
            let count = bytes[at]
            at += 1
            for _ in 0..<count {
                at += 1
                _ = number()
            }
        }

        mutating func addHistogram(to sum: inout LogHistogram) {
            let count = bytes[at]
            at += 1
            for _ in 0..<count {
                let bucket = Int(bytes[at])
                at += 1
                sum.add(number(), toBucket: bucket)
            }
        }
    }

    /// Adds the four histograms that begin at a byte, in the order of the line.
    static func add(_ bytes: [UInt8], at start: Int, to sums: inout MinuteHistograms) {
        var reader = Reader(bytes: bytes, at: start)
        reader.addHistogram(to: &sums.ctxAgeMS)
        reader.addHistogram(to: &sums.bboAgeMS)
        reader.addHistogram(to: &sums.intervalMS)
        reader.addHistogram(to: &sums.crossTicks)
    }
}
