import EngineStore
import Testing

@testable import EngineService

@Suite struct VitalsTests {
    private func well() -> Vitals {
        var vitals = Vitals()
        vitals.runID = "r"
        vitals.storage = StorageStatus()
        vitals.observation.isReady = true
        vitals.observation.state = .observing
        return vitals
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func wellIsHealthy() {
        #expect(text(well().health) == #"{"status":"healthy","reasons":[]}"# + "\n")
    }

    @Test func eachSicknessIsNamed() {
        var sick = well()
        sick.storage?.failing = FileError(.open, "/data/signals_2026-01-21.jsonl", 13)
        #expect(
            sick.reasons == ["storage: open /data/signals_2026-01-21.jsonl: Permission denied (errno 13)"])
        sick = well()
        sick.storage?.spoolFailing = FileError(.write, "/spool/spool.bin", 28)
        #expect(sick.reasons == ["spool: write /spool/spool.bin: No space left on device (errno 28)"])
        sick = well()
        sick.storage?.syncPending = .seconds(7)
        #expect(sick.reasons == ["storage: a sync has not come back for 7 s"])
        sick = well()
        sick.storage = nil
        #expect(sick.reasons == ["starting: the store is not open yet"])
        sick = well()
        sick.observation.isReady = false
        sick.observation.nowMS = ObservationStatus.patienceMS
        sick.observation.lastProblem = "refused"
        #expect(sick.reasons == ["feed: not ready for 30 s: refused"])
        #expect(text(sick.health).hasPrefix(#"{"status":"unhealthy","reasons":["feed: "#))
    }

    /// The venue ends every connection after some hours: coming back takes moments, and is no sickness.
    @Test func shortAbsenceIsNoSickness() {
        var vitals = well()
        vitals.observation.isReady = false
        vitals.observation.notReadySinceMS = 1_000
        vitals.observation.nowMS = 1_000 + ObservationStatus.patienceMS - 1
        #expect(vitals.reasons.isEmpty)
    }

    @Test func statusHasItsKeys() {
        var vitals = well()
        vitals.startedMS = 1_768_893_180_000
        vitals.storage?.signals = 16
        vitals.storage?.followups = 3
        let status = text(vitals.status)
        #expect(status.hasPrefix(#"{"run_id":"r","started_at":"2026-01-20T07:13:00.000Z","#))
        for part in [
            #""state":"observing""#, #""feed":{"#, #""markets":0"#,
            #""signals":16,"followups":3,"reconnects":0"#,
            #""storage":{"state":"ok""#,
        ] { #expect(status.contains(part), "\(part)") }
    }

    @Test func edgesHaveTwoDecimals() {
        #expect([1_729, 1_720, 5, -105, 0].map(EdgeText.of) == ["17.29", "17.20", "0.05", "-1.05", "0.00"])
    }
}
