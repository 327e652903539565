import NIOCore
import NIOSSL

/// The certificates that an exchange may show: one that is right, and such as must not be believed. Lives on the event
/// loop.
final class VenueCertificates {
    /// What new connections are shown.
    var shown = ShownCertificate.good
    var failedHandshakes = 0
    private let contexts: [ShownCertificate: NIOSSLContext]

    /// - Parameter folder: holds `good.pem` with `good.key`, and so on for each of `ShownCertificate`.
    init(in folder: String) throws(ExchangeError) {
        var contexts: [ShownCertificate: NIOSSLContext] = [:]
        for shown in ShownCertificate.allCases {
            let path = "\(folder)/\(shown.rawValue)"
            contexts[shown] = try ExchangePipeline.tlsContext(
                .init(certificatePath: path + ".pem", keyPath: path + ".key"))
        }
        self.contexts = contexts
    }

    /// Nil never: each of them was read at the beginning.
    var context: NIOSSLContext? { contexts[shown] }
}
