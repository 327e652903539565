/// Somebody in between signs certificates himself.
package struct TLSUnknownIssuer: CertificateFault {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let shown = "unknown-issuer"
    package static let sight = "the exchange shows a certificate by an authority that nobody trusts"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
