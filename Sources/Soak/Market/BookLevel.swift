/// The best level of one side: price and size in units of 1e-8, and how many orders stand there.
///
/// Multiples of 1e-8 hold every price and size of the venue exactly, so their text is exact too.
package struct BookLevel: Sendable, Equatable {
    package var pxE8: Int64
    package var szE8: Int64
    package var n: Int32

    package init(pxE8: Int64, szE8: Int64, n: Int32) {
        self.pxE8 = pxE8
        self.szE8 = szE8
        self.n = n
    }
}
