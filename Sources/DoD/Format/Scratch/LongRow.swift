/// A long row of small values, of which only the end is in memory for sure: full pages go to a scratch space.
struct LongRow<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
    private let space: ScratchSpace
    private let perPage: Int
    private var pages: [ScratchSpace.Page] = []
    private var tail: [Element] = []

    /// `pageBytes`: what stays in memory at the end, and what is fetched at once.
    init(_ space: ScratchSpace, pageBytes: Int = 1 << 16) {
        self.space = space
        perPage = Swift.max(1, pageBytes / MemoryLayout<Element>.stride)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { pages.count * perPage + tail.count }

    mutating func append(_ element: Element) {
        tail.append(element)
        if tail.count == perPage { giveAway() }
    }

    mutating func append(contentsOf elements: [Element]) {
        var from = 0
        while from < elements.count {
            let count = Swift.min(perPage - tail.count, elements.count - from)
            tail.append(contentsOf: elements[from..<from + count])
            from += count
            if tail.count == perPage { giveAway() }
        }
    }

    private mutating func giveAway() {
        pages.append(tail.withUnsafeBytes { space.keep($0) })
        tail.removeAll(keepingCapacity: true)
    }

    subscript(position: Int) -> Element {
        let (page, place) = position.quotientAndRemainder(dividingBy: perPage)
        return page == pages.count ? tail[place] : Self.element(place, of: space.bytes(of: pages[page]))
    }

    private static func element(_ place: Int, of page: [UInt8]) -> Element {
        page.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: place * MemoryLayout<Element>.stride, as: Element.self)
        }
    }

    /// Goes through a part of the row, each page fetched once.
    func forEach(in positions: Range<Int>, _ body: (Int, Element) -> Void) {
        var position = positions.lowerBound
        while position < positions.upperBound {
            let (page, place) = position.quotientAndRemainder(dividingBy: perPage)
            let count = Swift.min(perPage - place, positions.upperBound - position)
            if page == pages.count {
                for offset in 0..<count { body(position + offset, tail[place + offset]) }
            } else {
                let bytes = space.bytes(of: pages[page])
                for offset in 0..<count { body(position + offset, Self.element(place + offset, of: bytes)) }
            }
            position += count
        }
    }

    /// A part of the row, in memory.
    func copy(of positions: Range<Int>) -> [Element] {
        [Element](unsafeUninitializedCapacity: positions.count) { room, filled in
            while filled < positions.count {
                let (page, place) = (positions.lowerBound + filled).quotientAndRemainder(dividingBy: perPage)
                let count = Swift.min(perPage - place, positions.count - filled)
                let rest = UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: room[filled...]))
                let bytes =
                    place * MemoryLayout<Element>.stride..<(place + count) * MemoryLayout<Element>.stride
                if page == pages.count {
                    tail.withUnsafeBytes {
                        rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[bytes]))
                    }
                } else {
                    space.bytes(of: pages[page]).withUnsafeBytes {
                        rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[bytes]))
                    }
                }
                filled += count
            }
        }
    }

    /// Looks at places that lie near each other without fetching a page for each.
    struct Reader {
        private let row: LongRow
        private var page = -1
        private var bytes: [UInt8] = []

        init(_ row: LongRow) { self.row = row }

        subscript(position: Int) -> Element {
            mutating get {
                let (page, place) = position.quotientAndRemainder(dividingBy: row.perPage)
                if page == row.pages.count { return row.tail[place] }
                if page != self.page {
                    bytes = row.space.bytes(of: row.pages[page])
                    self.page = page
                }
                return LongRow.element(place, of: bytes)
            }
        }
    }
}
