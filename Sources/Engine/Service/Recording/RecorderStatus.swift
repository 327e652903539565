/// How a recording is, at one moment.
package struct RecorderStatus: Sendable, Equatable {
    package var path = ""
    package var bytes: Int64 = 0
    /// Inputs that the file lacks, because the recording ended before the observation.
    package var lost = 0
    /// Why it ended early; nil while all is well.
    package var problem: String?

    package init() {}
}
