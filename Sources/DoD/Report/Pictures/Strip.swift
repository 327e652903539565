/// One row of a picture as a stretched inline SVG: lines as thick as the strip is high, a path a class.
/// The colour comes from the class alone, so that light and dark need no second picture.
package struct Strip: Sendable {
    package struct Box: Equatable, Sendable {
        package let from: Int
        package let to: Int
        package let style: String

        package init(from: Int, to: Int, style: String) {
            self.from = from
            self.to = to
            self.style = style
        }
    }

    /// What is shorter is drawn this wide (2 px on a wide screen), or it could not be seen.
    package static let narrowest = 4

    private let boxes: [Box]
    private let units: Int

    /// Boxes of one class that touch the one before flow together, so that a strip has a few hundred at most.
    package init(boxes: [Box], units: Int = TimeAxis.units) {
        var joined: [Box] = []
        for box in boxes {
            if let last = joined.last, last.style == box.style, box.from >= last.from, box.from <= last.to {
                joined[joined.count - 1] = Box(from: last.from, to: max(last.to, box.to), style: box.style)
            } else {
                joined.append(box)
            }
        }
        self.boxes = joined
        self.units = units
    }

    /// Classes in the order in which they first come up, so later ones lie above.
    package var svg: String {
        var order: [String] = []
        var paths: [String: String] = [:]
        for box in boxes {
            if paths[box.style] == nil { order.append(box.style) }
            paths[box.style, default: ""] += "M\(box.from) 0h\(box.to - box.from)"
        }
        let drawn = order.map { #"<path class="\#($0)" d="\#(paths[$0] ?? "")"/>"# }.joined()
        return
            #"<svg class="strip" viewBox="0 -.5 \#(units) 1" preserveAspectRatio="none" aria-hidden="true">"#
            + drawn + "</svg>"
    }

    /// A box between two instants, never narrower than can be seen and never outside the strip.
    package static func box(_ axis: TimeAxis, _ fromMs: Int64, _ toMs: Int64, style: String) -> Box? {
        guard toMs >= axis.fromMs, fromMs <= axis.toMs else { return nil }
        let from = min(axis.unit(fromMs), TimeAxis.units - narrowest)
        return Box(from: from, to: max(axis.unit(toMs), from + narrowest), style: style)
    }
}
