/// The version that runs are journaled with.
package enum SoakVersion {
    package static let text = "0.1.0"
}
