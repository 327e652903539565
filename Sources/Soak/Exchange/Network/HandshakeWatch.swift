import NIOCore
import NIOSSL

/// Stands behind TLS and counts the connections that the client gives up before it asks for anything: it did not
/// believe the certificate. Some clients say so within the handshake, some end it and then go.
final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let certificates: VenueCertificates
    private var isDecided = false

    init(_ certificates: VenueCertificates) { self.certificates = certificates }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isDecided = true
        context.fireChannelRead(data)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.handshakeFailed = error { gaveUp() }
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        gaveUp()
        context.fireChannelInactive()
    }

    private func gaveUp() {
        if !isDecided { certificates.failedHandshakes += 1 }
        isDecided = true
    }
}
