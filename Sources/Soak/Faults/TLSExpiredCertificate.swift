/// The venue forgot to renew its certificate.
package struct TLSExpiredCertificate: CertificateFault {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let shown = "expired"
    package static let sight = "the exchange shows a certificate that has expired"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
