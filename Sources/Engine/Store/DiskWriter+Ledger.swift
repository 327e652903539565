import EngineCore

/// The ledger lines that the writer makes itself.
extension DiskWriter {
    /// Numbers, chains and stages a line.
    func say(_ type: String, atMs: Int64, members: [UInt8]) {
        let line = chain.line(type, atMs: atMs, members: members)
        ledgerDay = max(ledgerDay, UTCDay(containing: line.atMs))
        stage(FileName(.ledger, ledgerDay), line.bytes)
    }

    func sayStorage(_ event: String, _ error: FileError?, records: Int, bytes: Int64) {
        var members = LineWriter()
        members.key("event")
        members.value(event)
        members.key("operation")
        if let error { members.value(error.operation.rawValue) } else { members.null() }
        members.key("path")
        if let error { members.value(error.path) } else { members.null() }
        members.key("errno")
        if let error { members.value(error.code) } else { members.null() }
        members.key("records")
        members.value(records)
        members.key("bytes")
        members.value(bytes)
        say("storage", atMs: nowMs, members: members.bytes)
    }

    func sayAdopted(_ name: FileName, _ segment: Segment) {
        var members = LineWriter()
        write(segment, of: name, to: &members)
        say("adopted", atMs: nowMs, members: members.bytes)
        observer?.storage(
            .adopted(file: name.description, records: segment.records, bytes: segment.byteCount))
    }

    func sayRepair(_ name: FileName, at offset: Int64, _ cut: Segment, quarantine: String) {
        var members = LineWriter()
        members.key("file")
        members.value(name.description)
        members.key("at_byte")
        members.value(offset)
        members.key("bytes")
        members.value(cut.byteCount)
        members.key("crc32c")
        members.value(String(decoding: hexDigits(cut.crc), as: UTF8.self))
        members.key("quarantine")
        members.value(quarantine)
        say("repair", atMs: nowMs, members: members.bytes)
        observer?.storage(
            .repaired(file: name.description, bytes: cut.byteCount, quarantine: quarantine))
    }

    func sayShrunk(_ name: FileName, bytes: Int64) {
        sayStorage("shrunk", FileError(.stat, configuration.path(of: name), 0), records: 0, bytes: bytes)
        observer?.storage(.shrunk(file: name.description, bytes: bytes))
    }

    /// One line for segments whose day is still going on, another for those that came after it was closed.
    func saySeals(_ segments: [(name: FileName, segment: Segment)]) {
        for late in [true, false] {
            let chosen = segments.filter { ($0.name.day < day) == late }
            if chosen.isEmpty { continue }
            var members = LineWriter()
            members.key("late")
            members.value(late)
            members.key("files")
            members.openArray()
            for (name, segment) in chosen.sorted(by: { $0.name < $1.name }) {
                members.open()
                write(segment, of: name, to: &members)
                members.close()
            }
            members.closeArray()
            say("seal", atMs: nowMs, members: members.bytes)
        }
    }

    /// The members of `day-end` and `stop`.
    func totals(of day: UTCDay) -> [UInt8] {
        var members = LineWriter()
        members.key("day")
        members.value(day.text)
        members.key("files")
        members.openArray()
        for name in [FileName(.signals, day), FileName(.followups, day)] {
            guard let file = files[name] else { continue }
            members.open()
            members.key("file")
            members.value(name.description)
            members.key("bytes")
            members.value(file.logicalLength)
            members.key("records")
            members.value(file.records ?? countRecords(of: name))
            members.close()
        }
        members.closeArray()
        members.key("signals")
        members.value(signals)
        members.key("followups")
        members.value(followups)
        members.key("dropped")
        members.value(dropped)
        return members.bytes
    }

    private func write(_ segment: Segment, of name: FileName, to members: inout LineWriter) {
        members.key("file")
        members.value(name.description)
        members.key("from")
        members.value(segment.from)
        members.key("to")
        members.value(segment.to)
        members.key("records")
        members.value(segment.records)
        members.key("crc32c")
        members.value(String(decoding: hexDigits(segment.crc), as: UTF8.self))
    }

    /// A failure is told once, when it begins.
    func reportFailing(_ error: FileError) {
        guard failing == nil else { return }
        failing = error
        sayStorage("failing", error, records: 0, bytes: 0)
        observer?.storage(.failing(error))
    }

    func reportSpoolFailing(_ error: FileError) {
        guard spoolFailing == nil else { return }
        spoolFailing = error
        sayStorage("failing", error, records: 0, bytes: 0)
        observer?.storage(.failing(error))
    }

    func reportRecovered() {
        guard let error = failing else { return }
        failing = nil
        sayStorage("recovered", FileError(error.operation, error.path, 0), records: 0, bytes: 0)
        observer?.storage(.recovered(path: error.path))
    }

    func reportSpoolRecovered() {
        guard let error = spoolFailing else { return }
        spoolFailing = nil
        sayStorage("recovered", FileError(error.operation, error.path, 0), records: 0, bytes: 0)
        observer?.storage(.recovered(path: error.path))
    }
}
