/// Which scenarios are run together. A name that begins with `smoke-` is of the first, one that is a canary of the
/// last, any other of the second, unless the file says otherwise.
package enum ScenarioSet: String, CaseIterable, Sendable {
    /// For each pull request: under 3 minutes.
    case smoke
    /// With the smoke set all that is run before a release: under 25 minutes on two cores.
    case full
    /// The whole day.
    case day
    /// Half an hour at real speed.
    case soak
    /// Must fail.
    case canary

    /// What a run of this set takes in.
    package var members: [Self] { self == .full ? [.smoke, .full] : [self] }

    static func of(_ name: String, isCanary: Bool) -> Self {
        isCanary ? .canary : name.hasPrefix("smoke-") ? .smoke : .full
    }
}
