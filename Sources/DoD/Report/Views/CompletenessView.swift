struct CompletenessView {
    let numbers: [Number]
    let shareBar: String
    let shareText: String

    struct Number {
        let numberName: String
        let numberValue: String
        let numberNote: String
        let numberTone: String
    }

    init(_ model: Completeness) {
        let expected = model.must + model.ambiguous + model.away + model.inFlight
        func share(_ part: Int) -> String {
            "\(Numbers.share(part, of: expected)) of \(Numbers.grouped(expected))"
        }
        func bad(_ count: Int) -> String { count == 0 ? "" : "fail" }
        numbers = [
            Number("must", model.must, "\(Numbers.grouped(model.mustRecorded)) of them recorded"),
            Number("lost", model.lost, "had to be there and is not", bad(model.lost)),
            Number("invented", model.invented, "recorded, but never in the market", bad(model.invented)),
            Number("doubled", model.doubled, "recorded twice", bad(model.doubled)),
            Number(
                "ambiguous", model.ambiguous,
                "\(share(model.ambiguous)); \(Numbers.grouped(model.ambiguousRecorded)) recorded, either way is right"
            ),
            Number("away", model.away, "\(share(model.away)); no connection was up"),
            Number(
                "in flight", model.inFlight,
                "\(share(model.inFlight)); sent just before a kill, "
                    + "\(Numbers.grouped(model.inFlightRecorded)) recorded"),
            Number("recorded", model.recorded, "signals in the files"),
        ]
        let parts = [
            ("have", model.mustRecorded), ("lostbox", model.lost), ("amb", model.ambiguous),
            ("flight", model.inFlight), ("away", model.away),
        ]
        shareBar = Self.bar(parts)
        shareText = parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private static func bar(_ parts: [(style: String, count: Int)]) -> String {
        let total = parts.reduce(0) { $0 + $1.count }
        guard total > 0 else { return Strip(boxes: []).svg }
        var boxes: [Strip.Box] = []
        var at = 0
        var counted = 0
        for part in parts where part.count > 0 {
            counted += part.count
            let end = max(at + Strip.narrowest, TimeAxis.units * counted / total)
            boxes.append(Strip.Box(from: at, to: min(end, TimeAxis.units), style: part.style))
            at = min(end, TimeAxis.units - Strip.narrowest)
        }
        return Strip(boxes: boxes).svg
    }
}

extension CompletenessView.Number {
    init(_ name: String, _ count: Int, _ note: String, _ tone: String = "") {
        self.init(
            numberName: name, numberValue: Numbers.grouped(count), numberNote: note, numberTone: tone)
    }
}
