import Synchronization

extension WireBug {
    /// Some seconds into the run, when signals come. Frames of the stream, as the markets give them by the seed.
    private static let midway = 5_200
    private static let deadCoins: Set<Substring> = ["xyz:TSLA", "xyz:NVDA"]

    /// Nothing wrong here: the network ends the connection once.
    static var isCut: WireBug {
        WireBug(fromVenue: { frame, _ in frame.number == midway ? .cut : .pass })
    }

    /// What comes in the first moments of a new connection is thrown away.
    static var missesTheBeginning: WireBug {
        WireBug(fromVenue: { frame, connection in
            if frame.number == midway { return .cut }
            return connection > 1 && frame.number < midway + 4_000 ? .hold : .pass
        })
    }

    /// On a new connection it takes for granted what it had subscribed on the old one.
    static var doesNotSubscribeAgain: WireBug {
        var bug = isCut
        bug.answer = { request, connection in
            guard connection > 1, let subscription = request.firstRange(of: #""subscription":"#) else {
                return nil
            }
            return
                #"{"channel":"subscriptionResponse","data":{"method":"subscribe","#
                + request[subscription.lowerBound...] + "}"
        }
        return bug
    }

    /// Nothing of two markets comes any more, and it is not missed.
    static var deafToSome: WireBug {
        WireBug(fromVenue: { frame, _ in
            frame.number > midway && deadCoins.contains(frame.coin) ? .hold : .pass
        })
    }

    /// Nothing at all comes any more, and it is not missed.
    static var deafToAll: WireBug {
        WireBug(fromVenue: { frame, _ in frame.number > midway ? .hold : .pass })
    }

    /// Contexts are looked at only when ten newer ones have come.
    static var seesOldOracles: WireBug {
        let waiting = Mutex<[Substring: [ArraySlice<UInt8>]]>([:])
        return WireBug(fromVenue: { frame, _ in
            guard frame.channel == .context else { return .pass }
            return waiting.withLock { waiting in
                waiting[frame.coin, default: []].append(frame.payload)
                guard waiting[frame.coin]!.count > 10 else { return .hold }
                return .instead([waiting[frame.coin]!.removeFirst()])
            }
        })
    }

    /// Every frame of the book is dealt with twice.
    static var readsTwice: WireBug {
        WireBug(fromVenue: { frame, _ in
            frame.channel == .bbo ? .instead([frame.payload, frame.payload]) : .pass
        })
    }

    /// Bid and ask change places.
    static var swapsBook: WireBug {
        WireBug(fromVenue: { frame, _ in
            guard frame.channel == .bbo else { return .pass }
            let text = String(decoding: frame.payload, as: UTF8.self)
            guard let from = text.firstRange(of: #""bbo":["#)?.upperBound,
                let to = text.lastIndex(of: "]"),
                let middle = text[from..<to].firstRange(of: "},{")
            else { return .pass }
            let (bid, ask) = (
                text[from...middle.lowerBound], text[text.index(before: middle.upperBound)..<to]
            )
            return .instead([ArraySlice((text[..<from] + ask + "," + bid + text[to...]).utf8)])
        })
    }
}
