import NIOCore
import NIOPosix
import NIOSSL
import SoakRunner

#if canImport(Glibc)
    import Glibc
#endif

/// Certificates, names and the words for what went wrong with them.
enum VenueTrust {
    static func context(caFile: String?) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let caFile { configuration.trustRoots = .file(caFile) }
        return try NIOSSLContext(configuration: configuration)
    }

    /// For the certificate: an address has no name to ask for.
    static func name(_ address: VenueAddress) -> String? {
        address.host.allSatisfy { $0.isNumber || $0 == "." } ? nil : address.host
    }

    static func authority(_ address: VenueAddress) -> String {
        address.port == (address.isTLS ? 443 : 80) ? address.host : "\(address.host):\(address.port)"
    }

    /// One line.
    static func words(_ error: any Error) -> String {
        if let failure = error as? LinkFailure { return failure.what }
        if let failure = error as? NIOConnectionError {
            if failure.dnsAError != nil, failure.connectionErrors.isEmpty {
                return "the name is not known here"
            }
            return failure.connectionErrors.first.map { words($0.error) } ?? "no connection"
        }
        if let failure = error as? IOError { return String(cString: strerror(failure.errnoCode)) }
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not believed here" }
        return text.split(separator: "\n").first.map(String.init) ?? text
    }
}
