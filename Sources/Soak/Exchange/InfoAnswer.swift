/// An answer of `/info`: status, body, and the content type that goes with it.
package struct InfoAnswer: Equatable, Sendable {
    package enum ContentType: String, Sendable {
        case json = "application/json"
        case text = "text/plain; charset=utf-8"
    }

    /// What it says of the venue's tables, which the gates of an engine look at.
    package enum Table: Equatable, Sendable {
        case perpDexs
        /// `meta` of the dex of this name.
        case meta(dex: String)
    }

    package var status: Int
    package var contentType: ContentType?
    package var body: String
    package var table: Table?

    package static func ok(_ body: String) -> InfoAnswer {
        InfoAnswer(status: 200, contentType: .json, body: body)
    }

    /// The same, holding a table.
    func telling(_ table: Table) -> InfoAnswer {
        var answer = self
        answer.table = table
        return answer
    }

    package static let brokenJSON = InfoAnswer(
        status: 400, contentType: .text, body: "Failed to parse the request body as JSON")
    package static let wrongMethod = InfoAnswer(status: 405, contentType: nil, body: "")
    package static let wrongContentType = InfoAnswer(
        status: 415, contentType: .text, body: "Expected request with `Content-Type: application/json`")
    package static let undeserializable = InfoAnswer(
        status: 422, contentType: .text, body: "Failed to deserialize the JSON body into the target type")
    /// What an unknown dex gives: a mistake of the client, shown as the server's.
    package static let unknownDex = InfoAnswer(status: 500, contentType: .json, body: "null")
    package static let unknownCoin = unknownDex
    /// The source has asked for more than it may.
    package static let tooMany = InfoAnswer(status: 429, contentType: .json, body: "null")
    package static let notFound = InfoAnswer(status: 404, contentType: nil, body: "")

    /// As a post answer quotes it.
    package var statusLine: String {
        switch status {
        case 400: "400 Bad Request"
        case 404: "404 Not Found"
        case 405: "405 Method Not Allowed"
        case 415: "415 Unsupported Media Type"
        case 422: "422 Unprocessable Entity"
        case 429: "429 Too Many Requests"
        case 500: "500 Internal Server Error"
        default: "\(status)"
        }
    }
}
