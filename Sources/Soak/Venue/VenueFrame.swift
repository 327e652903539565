package import SoakExchange

/// A message of the venue as the harness reads it: by its channel, its `data` still JSON.
package enum VenueFrame: Equatable, Sendable {
    case acknowledged(JSONValue)
    case pong
    /// The text of an `error` message.
    case refused(String)
    case bbo(coin: String, JSONValue)
    case context(coin: String, JSONValue)
    case other(channel: String)
    /// No JSON object with a channel.
    case unreadable

    package init(_ bytes: [UInt8]) {
        guard let message = try? JSONParser.parse(bytes), let channel = message["channel"]?.asText else {
            self = .unreadable
            return
        }
        let data = message["data"] ?? .null
        switch channel {
        case "subscriptionResponse": self = .acknowledged(data)
        case "pong": self = .pong
        case "error": self = .refused(data.asText ?? "")
        case "bbo": self = .bbo(coin: data["coin"]?.asText ?? "", data)
        case "activeAssetCtx": self = .context(coin: data["coin"]?.asText ?? "", data)
        default: self = .other(channel: channel)
        }
    }
}

extension JSONValue {
    /// The keys of an object, in their order; none of anything else.
    package var keys: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.key)
    }

    package var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    package var asInteger: Int64? {
        guard case .number(let text) = self else { return nil }
        return Int64(text)
    }

    package var isTrue: Bool { self == .flag(true) }
}
