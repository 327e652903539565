/// A soft limit of the running engine, lowered for a while. A new life of the engine has its own limits again.
struct ProcessLimit: Sendable {
    private enum State: Sendable {
        case untouched
        case lowered(pid: Int32, generation: Int, before: Int64, to: Int64, atRealMs: Int64)
        case restored
    }

    let resource: EngineLimit
    private var state = State.untouched

    init(_ resource: EngineLimit) { self.resource = resource }

    mutating func lower(to value: Int64, on ground: any FaultGround) throws(FaultMiss) {
        guard let pid = ground.engineState.pid, let before = try set(value, on: ground) else {
            throw FaultMiss("the engine is down")
        }
        state = .lowered(
            pid: pid, generation: ground.generation, before: before, to: value, atRealMs: ground.realMs)
    }

    /// The process, when the limit has stood for long enough; throws when it is not what was set.
    func lowered(on ground: any FaultGround) throws(FaultMiss) -> Int32? {
        guard case .lowered(let pid, let generation, _, let value, let atRealMs) = state else { return nil }
        guard ground.engineState.pid == pid, ground.generation == generation else {
            throw FaultMiss("the engine ended under the limit: \(ground.engineState)")
        }
        guard ground.realMs - atRealMs >= HindranceTime.lastsRealMsMin else { return nil }
        guard ProcessFacts.softLimit(pid, resource.name) == value else {
            throw FaultMiss("/proc/\(pid)/limits does not say \(value) as \(resource.name)")
        }
        return pid
    }

    mutating func restore(on ground: any FaultGround) throws(FaultMiss) {
        guard case .lowered(let pid, let generation, let before, _, _) = state else { return }
        state = .restored
        guard ground.engineState.pid == pid, ground.generation == generation else { return }
        _ = try set(before, on: ground)
    }

    private func set(_ value: Int64, on ground: any FaultGround) throws(FaultMiss) -> Int64? {
        do { return try ground.limitEngine(resource, to: value) } catch { throw FaultMiss("\(error)") }
    }
}
