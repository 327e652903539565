/// The exchange's small frames, word for word.
package enum ReplyText {
    package static let pong = "{\"channel\":\"pong\"}"

    package static func ack(method: String, subscription: String) -> String {
        "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"\(method)\",\"subscription\":\(subscription)}}"
    }

    package static func error(_ text: String) -> String {
        "{\"channel\":\"error\",\"data\":\(JSONText.quoted(text))}"
    }

    /// An info answer over the socket: the body, or an error as one string of status and text.
    package static func post(id: String, type: String, answer: InfoAnswer) -> String {
        let response =
            answer.status == 200
            ? "{\"type\":\"info\",\"payload\":{\"type\":\(JSONText.quoted(type)),\"data\":\(answer.body)}}"
            : "{\"type\":\"error\",\"payload\":\(JSONText.quoted(answer.statusLine + ": " + answer.body))}"
        return "{\"channel\":\"post\",\"data\":{\"id\":\(id),\"response\":\(response)}}"
    }
}
