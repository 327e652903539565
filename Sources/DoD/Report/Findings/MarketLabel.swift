/// The name of a market where there is little room.
enum MarketLabel {
    /// `TSLA (xyz:1)`: the dex stands in the key, and the name comes first where a phone cuts the rest.
    static func short(_ label: String) -> String {
        guard let colon = label.firstIndex(of: ":"), label[..<colon].allSatisfy({ $0 != " " }),
            label.contains(" (")
        else { return label }
        return String(label[label.index(after: colon)...])
    }
}
