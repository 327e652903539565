/// What is wrong with the answers of `/info`. The status codes and bodies are those that the venue was seen to give.
package enum InfoTrouble: String, CaseIterable, Sendable {
    case tooMany = "too-many"
    case serverError = "server-error"
    case badGateway = "bad-gateway"
    /// The right answer, late.
    case slow
    case empty

    /// Real time that a slow answer takes.
    static let slowRealMs: Int64 = 3_000

    /// What is said in place of the answer; nil: the answer itself.
    var answer: InfoAnswer? {
        switch self {
        case .tooMany: .tooMany
        case .serverError: InfoAnswer(status: 500, contentType: .json, body: "null")
        case .badGateway:
            InfoAnswer(
                status: 502, contentType: .text,
                body: "<html><head><title>502 Bad Gateway</title></head></html>")
        case .slow: nil
        case .empty: InfoAnswer(status: 200, contentType: .json, body: "")
        }
    }
}
