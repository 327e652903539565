import Glibc
import SoakFaults

extension Judgement {
    /// Has the judge look at a run whose time is over, and waits for it. Nil when it was interrupted. Throws when the
    /// judge can't be started.
    static func ask(
        _ order: RunOrder, _ directory: RunDirectory, _ console: Console, _ interruption: Interruption
    ) throws(SystemFailure) -> Judgement? {
        if console.isTerminal { console.draw("judging …") }
        // Of one that was killed at it nothing is to be told.
        for path in [directory.output("judge"), directory.errors("judge")] { unlink(path) }
        let process = try LaunchedProcess.start(
            command(order, directory), injector: order.programs.injector,
            output: directory.output("judge"), errors: directory.errors("judge"))
        while true {
            if let exit = process.exit() {
                console.endBar()
                return read(directory, exit: exit)
            }
            if interruption.isRaised {
                process.killProgram()
                return nil
            }
            var ready = [
                pollfd(fd: process.line, events: Int16(POLLHUP), revents: 0),
                pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            poll(&ready, 2, 100)
            if ready[0].revents != 0 { usleep(1000) }
        }
    }
}
