import NIOSSL

/// The roots that the config names can't be used.
package struct TrustError: Error, Hashable, Sendable, CustomStringConvertible {
    package let caFile: String?
    package let problem: String

    package var description: String {
        if let caFile { "ca_file = \"\(caFile)\": \(problem)" } else { "no TLS: \(problem)" }
    }
}

/// Which certificates are believed: always checked, name and chain, by the system's roots or by a file.
enum Trust {
    static func configuration(caFile: String?) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let caFile { configuration.trustRoots = .file(caFile) }
        return configuration
    }

    static func context(caFile: String?) throws(TrustError) -> NIOSSLContext {
        do {
            if let caFile { _ = try NIOSSLCertificate.fromPEMFile(caFile) }
            return try NIOSSLContext(configuration: configuration(caFile: caFile))
        } catch {
            throw TrustError(
                caFile: caFile, problem: "no certificates can be read from it (\(FeedSocket.oneLine(error)))")
        }
    }
}
