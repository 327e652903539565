extension RandomAccessCollection<UInt8> where Index == Int {
    /// Where a text begins, and the index behind it.
    func find(_ text: StaticString) -> Range<Int>? { text.withUTF8Buffer { find(Array($0)) } }

    func find(_ needle: [UInt8]) -> Range<Int>? {
        guard count >= needle.count else { return nil }
        for at in startIndex...endIndex - needle.count
        where self[at] == needle[0] && self[at..<at + needle.count].elementsEqual(needle) {
            return at..<at + needle.count
        }
        return nil
    }

    /// The first `"member":NUMBER`.
    func integer(_ member: String) -> Int64? {
        guard let key = find(Array("\"\(member)\":".utf8)) else { return nil }
        let digits = self[key.upperBound...].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return Int64(String(decoding: digits, as: UTF8.self))
    }
}
