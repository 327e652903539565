/// Group commit: what to sync, and what its outcome means. A seal counts only bytes already synced.
extension DiskWriter {
    /// True when something waits for a sync or for its seal.
    package var needsSync: Bool {
        directoryNeedsSync || spool?.needsSync == true || markets?.isDue == true
            || files.values.contains {
                $0.whereabouts != .held && ($0.needsSync || !$0.unsealed.isEmpty)
            }
    }

    /// Nil when there is nothing to do, or a sync is under way.
    package func beginSync() -> SyncJob? {
        guard !isSyncing, needsSync else { return nil }
        if placement == .spool { spoolMarkets() }
        var job = SyncJob()
        for name in files.keys.sorted() {
            // A sync of what no path leads to proves nothing.
            guard files[name]!.whereabouts != .held, rewriteIfDistrusted(name) else { continue }
            files[name]!.beginSealing()
            let file = files[name]!
            if file.needsSync, let handle = file.handle { job.files.append((name, handle, file.fileLength)) }
        }
        if directoryNeedsSync { job.directory = configuration.dataDirectory }
        directoryNeedsSync = false
        if let spool, spool.needsSync { job.spool = (spool.file, spool.syncTarget) }
        if let markets, markets.isDue, placement != .spool {
            job.replacement = (markets.name, configuration.dataDirectory, markets.line)
        }
        guard !job.isEmpty || files.values.contains(where: { $0.sealing != nil }) else { return nil }
        isSyncing = true
        return job
    }

    package func finishSync(_ outcome: SyncOutcome) {
        isSyncing = false
        // A seal is a promise of a file with a name: one that lost it while it was synced is copied first.
        findDisplaced()
        var unproven: Set<FileName> = []
        for (name, length, error) in outcome.files {
            if files[name]!.whereabouts != .inPlace {
                // Displaced while the sync ran: a copy in the spool's directory is synced by itself.
                if files[name]!.whereabouts == .held { unproven.insert(name) }
            } else if let error {
                reportFailing(error)
                unproven.insert(name)
                distrust(name, error)
            } else {
                files[name]!.synced(to: length)
            }
        }
        if let error = outcome.directoryError {
            directoryNeedsSync = true
            reportFailing(error)
            // What was brought to safety beside the spool does not lean on this directory.
            unproven.formUnion(files.filter { $0.value.whereabouts != .rescued }.keys)
        }
        if !spoolSynced(outcome) { unproven.formUnion(files.filter { $0.value.spooledBytes > 0 }.keys) }
        replaced(outcome)
        seal(except: unproven)
        settle()
        closeEndedDays()
        flush()
        measureSealed()
    }

    private func seal(except unproven: Set<FileName>) {
        var segments: [(name: FileName, segment: Segment)] = []
        for name in files.keys.sorted() {
            if unproven.contains(name) {
                files[name]!.keepUnsealed()
            } else if let (segment, arrivals) = files[name]!.takeSealing() {
                segments.append((name, segment))
                sealedArrivals.add(arrivals)
            }
        }
        saySeals(segments)
    }

    /// A seal that neither place took is none yet.
    private func measureSealed() {
        guard unplaced.isEmpty, !sealedArrivals.entries.isEmpty else { return }
        let sealedNs = stopwatchNs()
        for entry in sealedArrivals.take().entries {
            durableLatency.note(ns: sealedNs - entry.arrivedNs, times: entry.lines)
        }
    }

    /// After a failed sync nobody knows what is on the disk behind the last good one: those bytes go to the
    /// spool, a copy to the quarantine, and the file is cut back to what is sure.
    private func distrust(_ name: FileName, _ cause: FileError) {
        let file = files[name]!
        let unsyncedFrom = file.fileLength - Int64(file.unsynced.count)
        do throws(FileError) {
            guard let spool else { throw spoolFailing ?? FileError(.open, configuration.spoolDirectory, 2) }
            if !file.unsynced.isEmpty {
                try spool.append(
                    .append, file: name.description, offset: unsyncedFrom, file.unsynced[...],
                    lines: countLines(file.unsynced[...]))
            }
        } catch {
            // No second place: written again where it stands, before the next sync is believed.
            files[name]!.isDistrusted = true
            return reportSpoolFailing(error)
        }
        enterSpool(cause)
        files[name]!.moveToSpool(keeping: file.syncedLength)
        guard let handle = file.handle else { return }
        do throws(FileError) {
            try cutTail(of: name, handle, from: file.syncedLength, to: fileSystem.length(of: handle))
        } catch {
            files[name]!.mayBeLonger = true
        }
    }

    /// False when the file's unsynced bytes could not be written again; it is not synced then.
    private func rewriteIfDistrusted(_ name: FileName) -> Bool {
        guard let file = files[name], file.isDistrusted, let handle = file.handle else { return true }
        do throws(FileError) {
            let second = try fileSystem.open(handle.path, .readWrite)
            let fromSpool = Int(file.fileLength - file.syncedLength) - file.unsynced.count
            let before = try fileSystem.read(handle, at: file.syncedLength, count: fromSpool)
            try fileSystem.writeAll(before + file.unsynced, to: second, at: file.syncedLength)
            files[name]!.isDistrusted = false
            return true
        } catch {
            reportFailing(error)
            return false
        }
    }

    private func spoolSynced(_ outcome: SyncOutcome) -> Bool {
        guard let (target, error) = outcome.spool, let spool else { return true }
        guard let error else {
            spool.synced(to: target)
            if unplaced.isEmpty { reportSpoolRecovered() }
            return true
        }
        reportSpoolFailing(error)
        do throws(FileError) { try spool.rewriteUnsynced() } catch {}
        return false
    }

    private func replaced(_ outcome: SyncOutcome) {
        guard let (name, bytes, error) = outcome.replacement else { return }
        if let error {
            reportFailing(error)
            enterSpool(error)
            spoolMarkets()
        } else if markets?.name == name, markets?.line == bytes {
            markets?.isDue = false
        }
    }

    private func spoolMarkets() {
        guard let markets, markets.isDue, let spool else { return }
        do throws(FileError) {
            try spool.append(.replace, file: markets.name, offset: 0, markets.line[...], lines: 0)
            self.markets?.isDue = false
        } catch {
            reportSpoolFailing(error)
        }
    }
}
