/// How much of a cell is there. Lightness runs one way from whole to nothing, so that the order is seen
/// without seeing its colours.
enum CoverageLevel: String, CaseIterable, Sendable {
    case whole = "l5"
    case nearly = "l4"
    case mostly = "l3"
    case half = "l2"
    case some = "l1"
    case nothing = "l0"
    case notExpected = "ln"

    init(_ cell: CoverageMap.Cell) {
        guard cell.expected > 0 else {
            self = .notExpected
            return
        }
        switch (cell.covered, cell.expected) {
        case let (covered, expected) where covered >= expected: self = .whole
        case (...0, _): self = .nothing
        case let (covered, expected) where covered * 10 >= expected * 9: self = .nearly
        case let (covered, expected) where covered * 10 >= expected * 7: self = .mostly
        case let (covered, expected) where covered * 10 >= expected * 4: self = .half
        default: self = .some
        }
    }

    var text: String {
        switch self {
        case .whole: "every minute"
        case .nearly: "90 % and more"
        case .mostly: "70 % and more"
        case .half: "40 % and more"
        case .some: "less"
        case .nothing: "nothing"
        case .notExpected: "not expected"
        }
    }
}
