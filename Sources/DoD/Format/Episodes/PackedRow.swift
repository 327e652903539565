/// What is kept in a `PackedRow`: some numbers that differ little from those of the one before.
protocol PackedElement {
    static var none: Self { get }
    /// The numbers, as they differ from those of the element before.
    func write(after last: Self, _ write: (Int64) -> Void)
    /// The same back; `read` gives the numbers in their order.
    init(after last: Self, _ read: () -> Int64)
}

/// Elements in a row of bytes, a few for each: there may be a million of them in a day.
struct PackedRow<Element: PackedElement & Sendable>: Sendable {
    private var bytes: [UInt8] = []
    private(set) var count = 0
    private var last = Element.none

    init() {}

    init(_ elements: some Sequence<Element>) { for element in elements { append(element) } }

    mutating func append(_ element: Element) {
        var bytes = bytes
        self.bytes = []
        element.write(after: last) { ShortNumber.append($0, to: &bytes) }
        self.bytes = bytes
        last = element
        count += 1
    }

    var isEmpty: Bool { count == 0 }

    /// All of them, unpacked.
    var elements: [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(count)
        var (at, last) = (0, Element.none)
        for _ in 0..<count {
            last = Element(after: last) { ShortNumber.read(bytes, &at) ?? 0 }
            elements.append(last)
        }
        return elements
    }
}
