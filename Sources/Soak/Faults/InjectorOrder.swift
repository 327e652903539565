/// What soak-inject is to do to a program when it is armed.
package struct InjectorOrder: Equatable, Sendable {
    package let path: String
    /// One or more, parted by commas.
    package let call: String
    package let action: String
    package let k: Int64
    /// How many calls are bitten, from the k-th on; 0: all until it is disarmed.
    package var times: Int64
    /// From the first call on, without waiting for the order to.
    package var isArmed: Bool

    package init(
        path: String, call: String, action: String, k: Int64, times: Int64 = 1, isArmed: Bool = false
    ) {
        self.path = path
        self.call = call
        self.action = action
        self.k = k
        self.times = times
        self.isArmed = isArmed
    }

    var arguments: [String] {
        ["--path", path, "--call", call, "--action", action, "--k", String(k), "--times", String(times)]
            + (isArmed ? ["--armed"] : [])
    }

    /// The order on the control line.
    var line: String { "arm \(words)" }

    /// As it stands behind a word of the control line.
    var words: String { "\(call) \(action) \(k) \(times) \(path)" }
}
