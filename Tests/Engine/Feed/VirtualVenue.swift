import EngineFeed
import EngineWire

/// A venue in virtual time around a machine: an unknown coin makes it cut the connection 90 to 155 ms later, as the
/// real one does, and whatever else a test wants it to do. Nothing waits, nothing is random but by its seed.
struct VirtualVenue {
    struct Manners {
        /// Coins that make it cut the whole connection.
        var unknown: Set<String> = []
        /// Coins that it acknowledges and never speaks of.
        var mute: Set<String> = []
        /// Acknowledgements that it loses: one in so many; 0 for none.
        var losesOneIn: UInt64 = 0
        /// How long a connection lives before it is closed with `Expired`.
        var lifetimeMS: ClosedRange<Int64>?
        /// The network ends a connection without a word after about so long.
        var networkCutMS: Int64?
        /// Every connection ends without a word exactly so long after it opened.
        var endsAfterMS: Int64?
        var roundTripMS: ClosedRange<Int64> = 60...260
    }

    private enum Event {
        case opened
        case message(VenueMessage)
        case closed(code: Int?, reason: String)
    }

    private(set) var machine: FeedMachine
    var manners = Manners()
    private(set) var nowMS: Int64 = 0
    private(set) var connects: [Int64] = []
    private(set) var sent: [(atMS: Int64, frame: ClientFrame)] = []
    private(set) var reports: [ConnectionEvent] = []
    private(set) var notes: [(atMS: Int64, note: FeedNote)] = []
    private(set) var coins: [String]
    /// What is subscribed on this connection.
    private(set) var contexts: Set<Int> = []
    private var queue: [(atMS: Int64, connection: Int, event: Event)] = []
    private var connection = 0
    private var spokeMS: Int64 = 0
    private var state: UInt64

    init(coins: [String], seed: UInt64 = 1, settings: FeedSettings? = nil) {
        self.coins = coins
        state = seed
        machine = FeedMachine(
            coins: coins, settings: settings ?? MachineFixture.settings { $0.seed = seed })
    }

    var excluded: [String] {
        notes.compactMap { if case .excluded(_, let coin, _) = $0.note { coin } else { nil } }
    }
    var reinstated: [String] {
        notes.compactMap { if case .reinstated(_, let coin) = $0.note { coin } else { nil } }
    }
    func lost(_ cause: LossCause) -> [ConnectionEvent] { reports.filter { $0.cause == cause } }

    mutating func start() {
        machine.start(nowMS: nowMS)
        carryOut()
    }

    /// Something that a poll of the tables would tell the machine.
    mutating func change(_ body: (inout FeedMachine, Int64) -> Void) {
        body(&machine, nowMS)
        carryOut()
    }

    mutating func add(_ coin: String) {
        coins.append(coin)
        change { $0.add(coin: coin, nowMS: $1) }
    }

    mutating func run(until endMS: Int64) {
        while nowMS < endMS {
            let secondMS = spokeMS + 1_000
            let nextMS = min(endMS, queue.first?.atMS ?? .max, machine.nextDeadlineMS, secondMS)
            nowMS = max(nowMS, nextMS)
            if nowMS >= secondMS { speak() }
            while let due = queue.first, due.atMS <= nowMS {
                queue.removeFirst()
                if due.connection == connection { happen(due.event) }
            }
            machine.tick(nowMS: nowMS)
            carryOut()
        }
    }

    private mutating func speak() {
        spokeMS = nowMS
        for slot in contexts.sorted() where !manners.mute.contains(coins[slot]) {
            machine.received(.context(slot: slot, oracle: nil, mark: nil), nowMS: nowMS)
        }
        carryOut()
    }

    private mutating func happen(_ event: Event) {
        switch event {
        case .opened:
            machine.opened(nowMS: nowMS)
            if let lifetime = manners.lifetimeMS {
                after(between(lifetime), .closed(code: 1000, reason: "Expired"))
            }
            if let cutMS = manners.networkCutMS {
                after(between(1...2 * cutMS), .closed(code: nil, reason: ""))
            }
            if let endMS = manners.endsAfterMS { after(endMS, .closed(code: nil, reason: "")) }
        case .message(let message):
            if case .subscribed(.context, let slot) = message { contexts.insert(slot) }
            machine.received(message, nowMS: nowMS)
        case .closed(let code, let reason):
            contexts = []
            connection = -1
            machine.closed(code: code, reason: reason, nowMS: nowMS)
        }
        carryOut()
    }

    private mutating func carryOut() {
        for action in machine.drainActions() {
            switch action {
            case .connect(let number):
                connects.append(nowMS)
                connection = number
                contexts = []
                after(between(manners.roundTripMS), .opened)
            case .send(let frame):
                sent.append((nowMS, frame))
                answer(frame)
            case .abandon:
                contexts = []
                connection = -1
            case .report(let event): reports.append(event)
            case .note(let note): notes.append((nowMS, note))
            default: break
            }
        }
    }

    private mutating func answer(_ frame: ClientFrame) {
        switch frame {
        case .ping: after(between(manners.roundTripMS), .message(.pong))
        case .unsubscribe(let channel, let coin):
            guard let slot = coins.firstIndex(of: coin) else { return }
            if channel == .context { contexts.remove(slot) }
        case .subscribe(let channel, let coin):
            guard let slot = coins.firstIndex(of: coin), !manners.unknown.contains(coin) else {
                return after(between(90...155), .closed(code: nil, reason: ""))
            }
            if manners.losesOneIn > 0, random() % manners.losesOneIn == 0 { return }
            after(manners.roundTripMS.lowerBound, .message(.subscribed(channel, slot: slot)))
        }
    }

    private mutating func after(_ delayMS: Int64, _ event: Event) {
        let atMS = nowMS + delayMS
        let at = queue.firstIndex { $0.atMS > atMS } ?? queue.endIndex
        queue.insert((atMS, connection, event), at: at)
    }

    private mutating func between(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(random() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    private mutating func random() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}

/// The most that happened within any minute.
func mostInAMinute(_ times: [Int64]) -> Int {
    var most = 0
    var first = 0
    for last in times.indices {
        while times[last] - times[first] >= 60_000 { first += 1 }
        most = max(most, last - first + 1)
    }
    return most
}
