/// The certificate is somebody else's, as behind a wrong address or a captive portal.
package struct TLSWrongHost: CertificateFault {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let shown = "wrong-host"
    package static let sight = "the exchange shows a certificate for another host"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
