/// The best level of one side: price and size in units of 1e-8.
package struct TruthLevel: Sendable, Equatable {
    package var pxE8: Int64
    package var sizeE8: Int64

    package init(pxE8: Int64, sizeE8: Int64) {
        self.pxE8 = pxE8
        self.sizeE8 = sizeE8
    }
}
