import Glibc

/// Reads what is appended to the files of a data directory, as soon as it is there, and notes when.
struct LineWatcher {
    private let directory: String
    private var signals: Int32 = -1
    private var ledger: Int32 = -1
    private var signalsName: [UInt8] = []
    private var signalsAt = 0
    private var ledgerAt = 0
    private var ledgerTail: [UInt8] = []
    private var nextOpenNs: Int64 = 0
    /// When each line was seen, and where it ended.
    private var lines: [(seenNs: Int64, end: Int)] = []
    /// When a seal was seen, and up to where it reached.
    private var seals: [(seenNs: Int64, to: Int)] = []
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init(directory: String) { self.directory = directory }

    mutating func look() {
        if signals < 0 || ledger < 0 { open() }
        lookAtSignals()
        lookAtLedger()
    }

    /// - Parameter sent: when the frame of each line went out.
    func samples(_ sent: [Int64], skipping first: Int) throws -> (appended: Sample, durable: Sample) {
        guard lines.count == sent.count else {
            throw BenchFailure("\(sent.count) signals went out and \(lines.count) lines came")
        }
        var appended: [Int64] = []
        var durable: [Int64] = []
        var seal = 0
        for index in lines.indices {
            while seal < seals.count, seals[seal].to < lines[index].end { seal += 1 }
            guard index >= first else { continue }
            appended.append(lines[index].seenNs - sent[index])
            if seal < seals.count { durable.append(seals[seal].seenNs - sent[index]) }
        }
        return (Sample(appended), Sample(durable))
    }

    private mutating func lookAtSignals() {
        guard signals >= 0 else { return }
        let count = pread(signals, &buffer, buffer.count, off_t(signalsAt))
        guard count > 0 else { return }
        let now = nowNs()
        for at in 0..<count where buffer[at] == UInt8(ascii: "\n") {
            lines.append((now, signalsAt + at + 1))
        }
        signalsAt += count
    }

    private mutating func lookAtLedger() {
        guard ledger >= 0 else { return }
        let count = pread(ledger, &buffer, buffer.count, off_t(ledgerAt))
        guard count > 0 else { return }
        let now = nowNs()
        ledgerAt += count
        ledgerTail += buffer[..<count]
        while let end = ledgerTail.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Array(ledgerTail[..<end])
            ledgerTail.removeFirst(end + 1)
            guard line.find("\"type\":\"seal\"") != nil, let name = line.find(signalsName) else { continue }
            if let to = line[name.upperBound...].integer("to") { seals.append((now, Int(to))) }
        }
    }

    /// The files come into being with their first line.
    private mutating func open() {
        let now = nowNs()
        guard now >= nextOpenNs, let stream = opendir(directory) else { return }
        nextOpenNs = now + 1_000_000
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = directory + "/" + name
            if signals < 0, name.hasPrefix("signals_") {
                signals = Glibc.open(path, O_RDONLY | O_CLOEXEC)
                signalsName = Array(name.utf8)
            }
            if ledger < 0, name.hasPrefix("ledger_") { ledger = Glibc.open(path, O_RDONLY | O_CLOEXEC) }
        }
    }
}
