import Hummingbird
import Logging
import NIOCore

/// `/healthz`, `/status` and `/metrics` on one port.
enum OpsServer {
    /// - Parameters:
    ///   - vitals: asked anew for each request.
    ///   - isRunning: told the port once requests are taken.
    static func application(
        _ address: OpsAddress, group: any EventLoopGroup, log: Logger,
        vitals: @escaping @Sendable () -> Vitals,
        isRunning: @escaping @Sendable (Int) -> Void
    ) -> some ApplicationProtocol {
        let router = Router()
        router.get("/healthz") { _, _ in
            let vitals = vitals()
            return response(
                vitals.reasons.isEmpty ? .ok : .serviceUnavailable, "application/json", vitals.health)
        }
        router.get("/status") { _, _ in response(.ok, "application/json", vitals().status) }
        router.get("/metrics") { _, _ in
            response(.ok, "text/plain; version=0.0.4", Array(Metrics.text(vitals()).utf8))
        }
        return Application(
            router: router,
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: "hip3-engine"),
            onServerRunning: { channel in isRunning(channel.localAddress?.port ?? address.port) },
            eventLoopGroupProvider: .shared(group), logger: log)
    }

    private static func response(_ status: HTTPResponse.Status, _ type: String, _ body: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
