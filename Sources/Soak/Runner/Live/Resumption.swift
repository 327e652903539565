import Glibc
import SoakFaults

/// What the process that goes on with a run finds of the one before it.
package struct Resumption: Equatable, Sendable {
    /// An engine whose end nobody could tell any more.
    package struct Orphan: Equatable, Sendable {
        package var pid: Int32
        package var generation: Int
    }

    /// From the last line of the journal to now, real time.
    package let gapMs: Int64
    /// The machine was started anew in between.
    package let isAfterReboot: Bool
    /// Of a torn line at the journal's end.
    package let tornBytes: Int
    package let orphan: Orphan?
    /// Faults that were in force, and whether they had bitten.
    package let openFaults: [(id: String, hasBitten: Bool)]
    package let boot: String

    init(_ directory: RunDirectory, _ tail: JournalTail) throws(SystemFailure) {
        gapMs = max(0, MonotonicClock.wallMs() - tail.lastWallMs)
        boot = Machine.boot
        isAfterReboot = tail.boot.map { $0 != Machine.boot } ?? false
        tornBytes = Int(FileTree.size(directory.journal)) - tail.wholeBytes
        orphan = tail.openEngine.map { Orphan(pid: $0, generation: tail.generation) }
        openFaults = tail.faults.keys.sorted().compactMap { id in
            switch tail.faults[id] {
            case .armed: (id, false)
            case .bitten, .missed: (id, true)
            default: nil
            }
        }
        if tornBytes > 0 { try FileTree.makeFolders(directory.path + "/quarantine") }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.gapMs == right.gapMs && left.isAfterReboot == right.isAfterReboot
            && left.tornBytes == right.tornBytes && left.orphan == right.orphan && left.boot == right.boot
            && left.openFaults.map(\.id) == right.openFaults.map(\.id)
            && left.openFaults.map(\.hasBitten) == right.openFaults.map(\.hasBitten)
    }

    func write(into line: inout JSONLine) {
        line.number("gap_ms", gapMs)
        line.flag("rebooted", isAfterReboot)
        line.text("boot", boot)
        line.number("torn_bytes", tornBytes)
    }

    /// `12 s after the last sign of it`
    package var text: String {
        "\(DurationText.text(ms: gapMs / 1000 * 1000)) after its last line"
            + (isAfterReboot ? ", the machine was started anew in between" : "")
            + (tornBytes > 0 ? "; \(tornBytes) bytes of a torn line were moved to quarantine" : "")
    }
}
