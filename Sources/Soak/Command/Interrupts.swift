import Dispatch
import SoakRunner

#if canImport(Glibc)
    import Glibc
#endif

/// Ctrl-C, SIGTERM and a hang-up as one interruption. From its making on they no longer end the process by
/// themselves; must live as long as they are to be heard.
struct Interrupts {
    let interruption: Interruption
    private let sources: [any DispatchSourceSignal]

    init() {
        signal(SIGPIPE, SIG_IGN)
        let interruption = Interruption()
        self.interruption = interruption
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { interruption.raise() }
            source.resume()
            return source
        }
    }
}
