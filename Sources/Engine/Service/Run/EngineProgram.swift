import CAllocator
import EngineCore
package import EngineStore
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The engine as a process.
package enum EngineProgram {
    /// Runs until SIGTERM or SIGINT. `file` names the configuration in errors; what is observed is recorded to
    /// `recording`; `fileSystem` is what data, spool and recording lie on.
    package static func run(
        _ configuration: EngineConfiguration, file: String, recording: String? = nil,
        on fileSystem: any FileSystem = PosixFileSystem()
    ) async -> ExitStatus {
        do {
            try await start(configuration, file: file, recording: recording, on: fileSystem)
            return .ended
        } catch let failure as RunFailure {
            Console.complain("hip3-engine: \(failure)")
            return failure.status
        } catch let error as ConfigurationError {
            Console.complain("hip3-engine: \(error)")
            return .usage
        } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
            let reason = String(cString: strerror(error.errnoCode))
            Console.complain(
                "hip3-engine: telemetry.ops = \(configuration.ops): \(reason); stop what listens there or name another port with --ops"
            )
            return .failed
        } catch {
            Console.complain("hip3-engine: \(error)")
            return .failed
        }
    }

    private static func start(
        _ configuration: EngineConfiguration, file: String, recording: String?, on fileSystem: any FileSystem
    ) async throws {
        callocator_bound(2)
        EndSignals.prepare()
        let clock = try RunClock.open(configuration, file: file)
        let sink = try LogSink(path: configuration.logFile, bytesMax: configuration.logBytesMax)
        defer { sink.close() }
        let log = Logger(label: "engine") { _ in EngineLogHandler(sink: sink, clock: clock.engine) }
        var quiet = log
        quiet.logLevel = .error
        let (ports, told) = AsyncStream.makeStream(of: Int.self)
        let feedGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let opsGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let runID = "engine-\(clock.engine.nowMS)-\(ProcessFacts.pid)"
        let observation = ObservationService(
            configuration, clock, runID: runID, log: log, sink: sink, fileSystem: fileSystem,
            group: feedGroup, opsPort: ports, recording: recording)
        let ops = OpsServer.application(
            configuration.ops, group: opsGroup, log: quiet, vitals: { observation.vitals },
            isRunning: { told.yield($0) })
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: ops),
                    // Also when it fails: a server that is cancelled in its first moment complains in the log.
                    .init(
                        service: observation, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup),
                ], logger: quiet))
        EndSignals.onFirst { Task { await services.triggerGracefulShutdown() } }
        let outcome: Result<Void, any Error>
        do {
            try await services.run()
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        told.finish()
        // The loops are left running: the process ends at once, and what a server that was cancelled in its
        // first moment still closes on them would else complain on standard error.
        try outcome.get()
    }
}
