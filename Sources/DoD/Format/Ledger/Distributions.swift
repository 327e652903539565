/// The histograms of one minute as they are kept: packed where they came from a line of the engine's own form.
enum Distributions: Hashable, Sendable {
    case unpacked(MinuteHistograms)
    case packed([UInt8], at: Int)

    var all: MinuteHistograms {
        get {
            var all = MinuteHistograms()
            add(to: &all)
            return all
        }
        set { self = .unpacked(newValue) }
    }

    func add(to sums: inout MinuteHistograms) {
        switch self {
        case .unpacked(let histograms): sums.merge(histograms)
        case .packed(let bytes, let at): PackedMarkets.add(bytes, at: at, to: &sums)
        }
    }

    static func == (left: Distributions, right: Distributions) -> Bool { left.all == right.all }
    func hash(into hasher: inout Hasher) { hasher.combine(all) }
}
