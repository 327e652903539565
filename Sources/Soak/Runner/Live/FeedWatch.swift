/// Notices a feed that is dead for the engine and alive for the witness. Pure; times are steady ms.
package struct FeedWatch: Sendable {
    package enum News: Equatable, Sendable {
        case dead(silentMs: Int64, witnessed: Int64)
        case alive(afterMs: Int64)
    }

    /// How often it is looked.
    package static let everyMs: Int64 = 5_000
    /// Found within a minute: so long without a sign, and another look.
    package static let silentMsMax: Int64 = 40_000
    /// So much must the witness have seen in the meantime.
    private let witnessedMin: Int64

    private var sign: Int64?
    private var witnessedAtSign: Int64 = 0
    private var signMs: Int64?
    private var isDead = false

    /// `witnessedMin`: messages for an engine that counts them, signals for one that only writes those.
    package init(witnessedMin: Int64) { self.witnessedMin = witnessedMin }

    /// `sign`: whatever grows while the engine hears the venue; nil: it did not answer. `isRunning` false: there is no
    /// engine now, which is another story.
    package mutating func look(sign: Int64?, witnessed: Int64, isRunning: Bool, atMs: Int64) -> News? {
        guard isRunning, let since = signMs else {
            note(sign, witnessed, atMs)
            return nil
        }
        if let sign, sign != self.sign {
            note(sign, witnessed, atMs)
            guard isDead else { return nil }
            isDead = false
            return .alive(afterMs: atMs - since)
        }
        let more = witnessed - witnessedAtSign
        guard !isDead, atMs - since >= Self.silentMsMax, more >= witnessedMin else { return nil }
        isDead = true
        return .dead(silentMs: atMs - since, witnessed: more)
    }

    private mutating func note(_ sign: Int64?, _ witnessed: Int64, _ atMs: Int64) {
        self.sign = sign ?? self.sign
        witnessedAtSign = witnessed
        signMs = atMs
    }
}
