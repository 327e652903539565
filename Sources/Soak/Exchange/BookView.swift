/// How a subscriber wants to see a book: how often, and with which prices put together.
package struct BookView: Hashable, Sendable {
    /// Prices rounded to so many significant figures, 2 to 5; nil: as they are.
    package var significantFigures: Int?
    /// With 5 figures: the last one in steps of 1, 2 or 5.
    package var mantissa: Int?
    /// Every half second, five levels a side.
    package var isFast: Bool

    package init(significantFigures: Int? = nil, mantissa: Int? = nil, isFast: Bool = false) {
        self.significantFigures = significantFigures
        self.mantissa = mantissa
        self.isFast = isFast
    }

    package var depth: Int { isFast ? 5 : 20 }

    /// False for what the venue cuts a socket for: other figures, or a mantissa without five of them.
    package var isPossible: Bool {
        if let significantFigures, !(2...5).contains(significantFigures) { return false }
        guard let mantissa else { return true }
        return significantFigures == 5 && [1, 2, 5].contains(mantissa)
    }
}
