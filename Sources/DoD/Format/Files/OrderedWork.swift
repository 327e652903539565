#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbered jobs on several threads, whose results are taken in their order: what comes out does not depend on how
/// many threads there were or which was faster.
package final class OrderedWork<Result: Sendable>: @unchecked Sendable {
    /// Results that may wait for one before them, for each thread, where nobody says otherwise: so memory stays bounded.
    private static var aheadPerThread: Int { 3 }

    private let jobs: Int
    private let ahead: Int
    private let work: @Sendable (Int) -> Result
    // All below is held by `lock`.
    private var lock = pthread_mutex_t()
    private var changed = pthread_cond_t()
    private var next = 0
    private var taken = 0
    private var results: [Int: Result] = [:]
    private var isOver = false

    private init(jobs: Int, ahead: Int, work: @escaping @Sendable (Int) -> Result) {
        self.jobs = jobs
        self.work = work
        self.ahead = ahead
        pthread_mutex_init(&lock, nil)
        pthread_cond_init(&changed, nil)
    }

    deinit {
        pthread_cond_destroy(&changed)
        pthread_mutex_destroy(&lock)
    }

    /// Calls `work` with 0 ..< `jobs` on `threads` threads, and `take` with each result in order on this one, until
    /// it answers false. `ahead`: how many results may wait for one before them; few, where none is said.
    package static func run(
        jobs: Int, threads: Int, ahead: Int? = nil, work: @escaping @Sendable (Int) -> Result,
        take: (Int, Result) -> Bool
    ) {
        let crew = OrderedWork(jobs: jobs, ahead: ahead ?? threads * aheadPerThread, work: work)
        var members: [pthread_t] = []
        for _ in 0..<(threads > 1 ? min(threads, jobs) : 0) {
            if let member = crew.start() { members.append(member) }
        }
        // For one no other thread is needed, and where none can be had the work is done all the same.
        if members.isEmpty {
            for job in 0..<jobs where !take(job, work(job)) { return }
            return
        }
        for job in 0..<jobs where !take(job, crew.result(of: job)) { break }
        crew.end()
        for member in members { pthread_join(member, nil) }
    }

    private func start() -> pthread_t? {
        let body = ThreadBody { [self] in
            while let job = claim() { give(work(job), of: job) }
        }
        return body.start()
    }

    private func claim() -> Int? {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        while !isOver, next < jobs, next >= taken + ahead { pthread_cond_wait(&changed, &lock) }
        guard !isOver, next < jobs else { return nil }
        next += 1
        return next - 1
    }

    private func give(_ result: Result, of job: Int) {
        pthread_mutex_lock(&lock)
        results[job] = result
        pthread_cond_broadcast(&changed)
        pthread_mutex_unlock(&lock)
    }

    private func result(of job: Int) -> Result {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        while results[job] == nil { pthread_cond_wait(&changed, &lock) }
        taken = job + 1
        pthread_cond_broadcast(&changed)
        return results.removeValue(forKey: job)!
    }

    private func end() {
        pthread_mutex_lock(&lock)
        isOver = true
        pthread_cond_broadcast(&changed)
        pthread_mutex_unlock(&lock)
    }
}
