import SoakPreflight
import SoakRunner

/// This machine's clock, held against the venue's before a run is gone on with: after a reboot it may be hours off until
/// it is set, and the window would be taken for over, or for young.
enum VenueClock {
    /// False when it is wrong, and that is not enough to know. A venue that can't be asked says nothing: the engine
    /// tries on by itself.
    static func isRight(for request: LiveRequest, _ console: Console, isEnough: Bool) -> Bool {
        guard case .venue(let venue) = request.feed, let check = VenueReach(venue).clock(), check.isWrong
        else {
            return true
        }
        console.say(check.text)
        if !isEnough { console.say("not gone on with: set the clock, or go on all the same with --despite") }
        return isEnough
    }
}
