import CClockPage
import EngineCore
import EngineFeed
import EngineStore
import Logging
import Synchronization

/// Keeps everything that decides what an observation writes (`run --record FILE`), so that `replay` gives the
/// same again.
///
/// Notes come on the feed's event loop and cost a copy of their bytes; a thread of its own writes them. When that
/// thread can't keep up, or its disk takes no more, the recording ends, is told once and counts what it lacks:
/// the observation neither waits nor stops for it.
final class Recorder: FrameTap, @unchecked Sendable {
    private struct Outbox {
        var segments: [(bytes: [UInt8], inputs: Int)] = []
        var waitingBytes = 0
        /// Why the writer takes no more.
        var problem: String?
        var lost = 0
        var bytesWritten: Int64 = 0
        var isClosed = false
    }

    private let path: String
    private let log: Logger
    private let waitingBytesMax: Int
    private let outbox = Monitor(Outbox())
    private let ended = Monitor(false)
    private let thread = Monitor<OwnThread?>(nil)

    // What only the event loop touches.
    private var segment = SegmentWriter()
    private var segmentBeganNs: Int64 = 0
    private var inputs = 0
    private var isBroken = false

    /// - Parameter waitingBytesMax: what may wait for a slow disk.
    init(_ output: RecordingOutput, log: Logger, waitingBytesMax: Int = RecordingForm.waitingBytesMax) {
        path = output.path
        self.log = log
        self.waitingBytesMax = waitingBytesMax
        let writer = OwnThread("record-write") { self.write(to: output) }
        thread.with { $0 = writer }
    }

    var status: RecorderStatus {
        outbox.with { state in
            var status = RecorderStatus()
            status.path = path
            status.bytes = state.bytesWritten
            status.lost = state.lost
            status.problem = state.problem
            return status
        }
    }

    // MARK: What is told, in order

    func opening(_ run: RecordedRun) { note { $0.opening(run) } }
    func beginning(_ beginning: Beginning, nowMS: Int64) { note { $0.beginning(beginning, nowMS: nowMS) } }
    func update(_ update: UniverseUpdate, nowMS: Int64) { note { $0.update(update, nowMS: nowMS) } }
    func leftOut(slot: Int, _ isLeftOut: Bool, nowMS: Int64) {
        note { $0.leftOut(slot: slot, isLeftOut, nowMS: nowMS) }
    }
    func frame(_ bytes: UnsafeRawBufferPointer, nowMS: Int64) { note { $0.frame(bytes, nowMS: nowMS) } }
    func readEnd() { note { $0.readEnd() } }
    func connection(_ event: ConnectionEvent) { note { $0.connection(event) } }
    func wallStep(toMS: Int64, nowMS: Int64) { note { $0.wallStep(toMS: toMS, nowMS: nowMS) } }
    func stop(nowMS: Int64) { note { $0.stop(nowMS: nowMS) } }

    /// The only one that may hand over a segment for its age: time passes here if nowhere else.
    func tick(nowMS: Int64) {
        if !segment.isEmpty, clock_real_ns() - segmentBeganNs >= RecordingForm.segmentAgeNs { handOver() }
        note { $0.tick(nowMS: nowMS) }
    }

    /// The answer to what the last input asked; it stays in that input's segment.
    func minuteFacts(_ facts: MinuteFacts) {
        if !isBroken { segment.minuteFacts(facts) }
    }

    @inline(__always)
    private func note(_ body: (inout SegmentWriter) -> Void) {
        if isBroken { return outbox.with { $0.lost += 1 } }
        if segment.bytes.count >= RecordingForm.segmentBytes { handOver() }
        if segment.isEmpty { segmentBeganNs = clock_real_ns() }
        body(&segment)
    }

    private func handOver() {
        let (bytes, count) = (segment.bytes, segment.inputs)
        segment = SegmentWriter()
        inputs += count
        let problem = outbox.change { state in
            if state.problem == nil, state.waitingBytes + bytes.count > waitingBytesMax {
                state.problem = "\(state.waitingBytes) bytes waited for the disk, which could not keep up"
            }
            guard state.problem == nil else {
                state.lost += count
                return state.problem
            }
            state.segments.append((bytes, count))
            state.waitingBytes += bytes.count
            return nil
        }
        if let problem { giveUp(problem) }
    }

    private func giveUp(_ problem: String) {
        isBroken = true
        log.error("recording \(path) ended: \(problem); the observation goes on")
    }

    // MARK: The end

    /// Writes what waits and ends the file. Waits for the disk, but not for ever. On the event loop comes nothing
    /// any more.
    func close() {
        if !isBroken {
            handOver()
            segment.end(inputs: inputs)
            if !isBroken { handOver() }
        }
        outbox.change { $0.isClosed = true }
        let isWritten = ended.wait(
            until: clock_real_ns() + RecordingForm.closePatienceNs, { $0 }, take: { $0 })
        let status = status
        if !isWritten {
            log.error("recording \(path): its disk does not answer; its end is not written")
        } else if let problem = status.problem {
            log.error("recording \(path) lacks the last \(status.lost) inputs: \(problem)")
        } else {
            log.info("recording \(path) ended: \(inputs) inputs in \(status.bytes) bytes")
        }
    }

    private func write(to first: RecordingOutput) {
        var output = first
        var toldOfEnd = false
        if let failure = output.failure { fail(failure) }
        while true {
            let (segments, problem, lost, isClosed) = outbox.wait(
                { state in
                    !state.segments.isEmpty || state.isClosed || (state.problem != nil && !toldOfEnd)
                },
                take: { state in
                    defer { state.segments = [] }
                    return (state.segments, state.problem, state.lost, state.isClosed)
                })
            for (bytes, inputs) in segments {
                do throws(FileError) {
                    try output.write(bytes)
                } catch {
                    fail(error)
                    outbox.with { $0.lost += inputs }
                }
                outbox.with { state in
                    state.waitingBytes -= bytes.count
                    state.bytesWritten = output.length
                }
            }
            if !segments.isEmpty { continue }
            if let problem {
                toldOfEnd = true
                var note = SegmentWriter()
                note.broken(cause: problem, lost: lost, isFinal: isClosed)
                output.note(note.bytes)
            }
            if isClosed {
                output.close()
                return ended.change { $0 = true }
            }
        }
    }

    private func fail(_ error: FileError) {
        outbox.with { state in if state.problem == nil { state.problem = error.description } }
    }
}
