/// New connections are shown a certificate that must not be believed; what is open is cut. Only in runs over TLS.
package protocol CertificateFault: NetworkOutage {
    /// The exchange's word for the certificate.
    static var shown: String { get }
}

extension CertificateFault {
    package var order: [String] { ["show", Self.shown] }

    package mutating func begin(on ground: any FaultGround) throws(FaultMiss) {
        guard ground.speaksTLS else {
            throw FaultMiss("the run does not speak TLS: write tls = true into the scenario")
        }
    }

    /// The engine has looked at it, and broken off.
    package func refusal(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> (words: String, facts: [(String, FaultProof.Fact)])? {
        let failed = now.rise(of: "failed_handshakes", since: before)
        guard failed > 0 else { return nil }
        return (
            "the client gave up \(failed) times before it asked for anything",
            [("failed_handshakes", .number(failed))]
        )
    }
}
