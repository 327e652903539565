import EngineCore

/// A question to `/info`.
package enum InfoRequest: Hashable, Sendable {
    case perpDexs
    case meta(dex: String)

    /// The body of the POST.
    package var body: [UInt8] {
        var writer = LineWriter(reserving: 64)
        writer.open()
        writer.key("type")
        switch self {
        case .perpDexs:
            writer.value("perpDexs")
        case .meta(let dex):
            writer.value("meta")
            writer.key("dex")
            writer.value(dex)
        }
        writer.close()
        return writer.bytes
    }

    package var name: String {
        switch self {
        case .perpDexs: "perpDexs"
        case .meta(let dex): "meta of \(dex)"
        }
    }
}
