@testable import EngineService

/// A segment's inputs in several smaller ones, so that a test has many places to cut.
enum Resegmented {
    static func parts(of segment: [UInt8], inputsMax: Int) throws -> [[UInt8]] {
        var reader = SegmentReader(segment)
        var parts: [[UInt8]] = []
        var writer = SegmentWriter()
        while let input = try reader.next() {
            if case .minuteFacts = input {
            } else if writer.inputs >= inputsMax {
                parts.append(writer.bytes)
                writer = SegmentWriter()
            }
            switch input {
            case .opening(let run): writer.opening(run)
            case .beginning(let beginning, let nowMS): writer.beginning(beginning, nowMS: nowMS)
            case .update(let update, let nowMS): writer.update(update, nowMS: nowMS)
            case .leftOut(let slot, let isLeftOut, let nowMS):
                writer.leftOut(slot: slot, isLeftOut, nowMS: nowMS)
            case .frame(let range, let nowMS):
                segment[range].withUnsafeBytes { writer.frame($0, nowMS: nowMS) }
            case .readEnd: writer.readEnd()
            case .tick(let nowMS): writer.tick(nowMS: nowMS)
            case .connection(let event): writer.connection(event)
            case .wallStep(let toMS, let nowMS): writer.wallStep(toMS: toMS, nowMS: nowMS)
            case .minuteFacts(let facts): writer.minuteFacts(facts)
            case .stop(let nowMS): writer.stop(nowMS: nowMS)
            case .end(let inputs): writer.end(inputs: inputs)
            case .broken(let cause, let lost, let isFinal):
                writer.broken(cause: cause, lost: lost, isFinal: isFinal)
            }
        }
        return parts + [writer.bytes]
    }
}
