/// What soak-inject is to do to a program when it is armed.
package struct InjectorOrder: Equatable, Sendable {
    package let path: String
    package let call: String
    package let action: String
    package let k: Int64
    /// From the first call on, without waiting for the order to.
    package var isArmed: Bool

    package init(path: String, call: String, action: String, k: Int64, isArmed: Bool = false) {
        self.path = path
        self.call = call
        self.action = action
        self.k = k
        self.isArmed = isArmed
    }

    var arguments: [String] {
        ["--path", path, "--call", call, "--action", action, "--k", String(k)] + (isArmed ? ["--armed"] : [])
    }
}
