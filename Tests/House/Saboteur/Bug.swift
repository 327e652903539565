import ArgumentParser

/// What is wrong with this engine. What each does and which scenario finds it: docs/planted-bugs.md.
enum Bug: String, CaseIterable, ExpressibleByArgument {
    // What it does to its files.
    case swallow, glue, double, promise, keepLastLine, ignoreShortWrite, neverSync, renameUnsynced, oldDay
    case wipe, writeToDeleted, flipBit, sealWhatIsNot
    // What it says of itself.
    case countTooLow, countTooHigh, dropUncounted, hideFailures, chainAnew, forgetInterrupted
    // What it makes of what it saw.
    case forget, repeatSignals, swapLines, swapSides, truncateEdges, askForMore, suggestAll, followUpEarly
    // What it does with its feed.
    case isCut, missBeginning, noResubscribe, deafToSome, fakeMinutes, callCovered, oldOracle, readTwice
    case swapBook
    // Gates and clocks.
    case ignoreGate, gateStuck, ageByWall, systemClock, clockFalls
}
