import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// One WebSocket client: its session and the bytes on their way to it. Lives on the event loop.
final class ClientConnection {
    /// Bytes that could not be handed to the kernel, above which a client is cut: it reads nothing.
    static let unsentMax = 64 * 1024 * 1024

    var session: ClientSession
    /// Rises with each new subscription of any client: who subscribed last.
    var subscribedOrder = 0
    /// How its bytes go out.
    var pace = WritingPace.full
    private(set) var track = DeliveryTrack()
    private let context: ChannelHandlerContext
    private let route: KernelBacklog.Route?
    private var pending: ByteBuffer
    /// Bytes that go out slowly, on order.
    private var heldBack = ByteBuffer()
    private var kernelBytes: Int64 = 0

    /// `context`: that of the frame encoder, so that what is written here goes past it as it is.
    init(session: ClientSession, context: ChannelHandlerContext) {
        self.session = session
        self.context = context
        address = context.remoteAddress?.ipAddress
        route = KernelBacklog.Route(context.channel)
        pending = context.channel.allocator.buffer(capacity: 4096)
    }

    var number: Int { session.number }
    var channel: any Channel { context.channel }
    /// Whence the client came, without the port.
    let address: String?
    /// Bytes that NIO still holds.
    private(set) var unsentBytes = 0

    /// A frame with its header.
    @inline(__always)
    func append(frame: UnsafeRawBufferPointer) {
        pending.writeBytes(frame)
    }

    /// A text frame of any length; returns how many bytes it has with its header.
    @discardableResult
    func append(text: String) -> Int {
        let length = text.utf8.count
        let before = pending.writerIndex
        pending.writeInteger(0x81 as UInt8)
        if length < 126 {
            pending.writeInteger(UInt8(length))
        } else if length <= 0xFFFF {
            pending.writeInteger(126 as UInt8)
            pending.writeInteger(UInt16(length))
        } else {
            pending.writeInteger(127 as UInt8)
            pending.writeInteger(UInt64(length))
        }
        pending.writeString(text)
        return pending.writerIndex - before
    }

    func appendPong(_ payload: [UInt8]) {
        pending.writeInteger(0x8A as UInt8)
        pending.writeInteger(UInt8(payload.count))
        pending.writeBytes(payload)
    }

    func appendClose(code: UInt16, reason: String) {
        pending.writeInteger(0x88 as UInt8)
        pending.writeInteger(UInt8(2 + reason.utf8.count))
        pending.writeInteger(code)
        pending.writeString(reason)
    }

    func flush(realNs: Int64, promise: EventLoopPromise<Void>? = nil) {
        let bytes = pending.readableBytes
        guard bytes > 0 || promise != nil else { return }
        track.wrote(bytes: bytes, realNs: realNs)
        var full = pending
        pending = context.channel.allocator.buffer(capacity: max(4096, bytes))
        if pace != .full || isHeldBack {
            heldBack.writeBuffer(&full)
            // Whoever waits for the end of it gets it at once: the connection ends.
            if promise == nil { return }
            full = heldBack
            heldBack.clear()
        }
        context.writeAndFlush(NIOAny(full), promise: promise)
    }

    var isHeldBack: Bool { heldBack.readableBytes > 0 }

    /// Writes what its pace allows in a millisecond of what is held back.
    func drip() -> (writes: Int, bytes: Int) {
        var (writes, bytes) = (0, 0)
        func write(_ count: Int) {
            guard let piece = heldBack.readSlice(length: min(count, heldBack.readableBytes)) else { return }
            writes += 1
            bytes += piece.readableBytes
            context.writeAndFlush(NIOAny(piece), promise: nil)
        }
        switch pace {
        case .full: write(heldBack.readableBytes)
        case .slow(let bytesPerMs): write(bytesPerMs)
        case .single(let bytesPerMs):
            for _ in 0..<min(bytesPerMs, heldBack.readableBytes) { write(1) }
        }
        heldBack.discardReadBytes()
        return (writes, bytes)
    }

    /// Whether what the client sends is read.
    func listens(_ listens: Bool) {
        try? context.channel.syncOptions?.setOption(.autoRead, value: listens)
    }

    /// How much of what the client sent lies unread with us.
    func unreadBytes(kernel: KernelBacklog?) -> Int {
        guard let kernel, let route else { return 0 }
        return Int(kernel.bytes(route.reversed) ?? 0)
    }

    /// Ends with a TCP reset; what the client has not read is gone.
    func reset() {
        let channel = channel
        let option = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        option?.whenComplete { _ in channel.close(promise: nil) }
    }

    /// Ends our side when everything has gone out.
    func halfClose(realNs: Int64) {
        let promise = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        promise.futureResult.whenComplete { _ in channel.close(mode: .output, promise: nil) }
        flush(realNs: realNs, promise: promise)
    }

    /// Looks how much the client has not read.
    func observe(kernel: KernelBacklog?) {
        unsentBytes = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if let kernel, let route, let bytes = kernel.bytes(route) { kernelBytes = bytes }
        track.unread(bytes: Int64(unsentBytes + heldBack.readableBytes) + kernelBytes)
    }

    /// Closes when everything written has gone out.
    func closeAfterFlush(realNs: Int64) {
        let promise = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        flush(realNs: realNs, promise: promise)
    }
}
