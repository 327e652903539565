import NIOCore
import NIOSSL

/// Stands behind TLS and counts the handshakes that the client breaks off: it does not believe the certificate.
final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let certificates: VenueCertificates

    init(_ certificates: VenueCertificates) { self.certificates = certificates }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.handshakeFailed = error { certificates.failedHandshakes += 1 }
        context.fireErrorCaught(error)
    }
}
