import Glibc
package import SoakFaults

// A second engine beside the run's own, connections that want its memory, and the wall clock: what faults of
// processes and clocks need.
extension Rehearsal {
    package func startSecondEngine() throws(SystemFailure) {
        secondEngine = nil
        second = try LaunchedProcess.start(
            engineCommand, injector: order.programs.injector, user: order.engineUser,
            output: directory.output("second-engine"), errors: directory.errors("second-engine"))
    }

    /// Takes note of its end.
    func watchSecondEngine() {
        guard let exit = second?.exit() else { return }
        second = nil
        let said = try? FileTree.text(directory.errors("second-engine"))
        let words = said?.split(separator: "\n").last.map(String.init) ?? "it said nothing"
        // The launcher ends as its program does.
        secondEngine = SecondEngine(exit: exit, words: words)
    }

    package func endSecondEngine() {
        second?.killProgram()
        second = nil
    }

    /// A request whose head never ends: whoever reads it has to keep what there is.
    private static let endlessRequest =
        Array("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Idle: ".utf8)
        + [UInt8](repeating: UInt8(ascii: "a"), count: 60_000)
    private static let connectionsAtOnce = 20
    private static let connectionsMax = 400

    package func pressEngine() {
        guard let ops = engine.ops, idleConnections.count < Self.connectionsMax else { return }
        for _ in 0..<Self.connectionsAtOnce {
            guard let connection = ops.connection() else { return }
            let begun = Self.endlessRequest
            _ = send(connection, begun, begun.count, Int32(MSG_NOSIGNAL))
            idleConnections.append(connection)
        }
    }

    package func releaseEngine() {
        for connection in idleConnections { close(connection) }
        idleConnections = []
    }

    package func setWall(_ shift: WallShift) throws(SystemFailure) {
        guard let clock else { throw SystemFailure("set", "the wall clock", errno: ENODEV) }
        clock.setWall(shift)
    }

    package var wall: WallReading { clock?.wall ?? WallReading(now: now, wallMs: now.ms) }
}
