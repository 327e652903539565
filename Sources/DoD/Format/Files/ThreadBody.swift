#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a thread does; of no generic type, since a C function can't be.
final class ThreadBody {
    private let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }

    /// Nil when no thread can be had.
    func start() -> pthread_t? {
        let pointer = Unmanaged.passRetained(self)
        #if canImport(Glibc)
            var member = pthread_t()
            let error = pthread_create(
                &member, nil,
                {
                    Unmanaged<ThreadBody>.fromOpaque($0!).takeRetainedValue().run()
                    return nil
                }, pointer.toOpaque())
            if error == 0 { return member }
        #else
            var member: pthread_t?
            let error = pthread_create(
                &member, nil,
                {
                    Unmanaged<ThreadBody>.fromOpaque($0).takeRetainedValue().run()
                    return nil
                }, pointer.toOpaque())
            if error == 0 { return member }
        #endif
        pointer.release()
        return nil
    }
}
