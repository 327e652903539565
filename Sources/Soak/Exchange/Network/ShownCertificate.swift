/// Which certificate new connections are shown.
package enum ShownCertificate: String, CaseIterable, Sendable {
    case good
    /// Of the right host by the right authority, and its time is over.
    case expired
    /// By the right authority, for another host.
    case wrongHost = "wrong-host"
    /// For the right host, by an authority that nobody was told to trust.
    case unknownIssuer = "unknown-issuer"
}
