/// The orderly end.
extension DiskWriter {
    /// Syncs and seals everything, writes the `stop` line and syncs that. Waits for the disk.
    ///
    /// False when something that was handed over is in neither place, or not known to be durable.
    package func finish(atMs: Int64) -> Bool {
        advance(to: atMs)
        flush()
        // A directory that was removed since the last probe is found here or never. Not after `stop`, which is
        // to be the last line.
        probed(Probe.run(fileSystem, in: configuration.dataDirectory))
        commit()
        say("stop", atMs: nowMs, members: totals(of: day))
        flush()
        commit()
        return unplaced.isEmpty && !files.values.contains { $0.needsSync || !$0.unsealed.isEmpty }
    }

    /// A commit may fail and be tried again elsewhere; a disk that fails for ever must not keep the process.
    private static let commitsMax = 8

    private func commit() {
        // Always: a directory that was removed since the last probe is found here or never.
        probed(Probe.run(fileSystem, in: configuration.dataDirectory))
        if !unplaced.isEmpty { retry() }
        for _ in 0..<Self.commitsMax {
            guard let job = beginSync() else { break }
            finishSync(job.run(on: fileSystem))
            drainIfDue()
        }
    }
}
