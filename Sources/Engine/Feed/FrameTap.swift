/// Hears every frame of the venue as it came, before anybody acts on what it says. On the feed's event loop.
package protocol FrameTap: AnyObject, Sendable {
    /// `bytes` hold only for the call. `nowMS` is the time of the socket read that brought them: the arrival
    /// that everything is dated by.
    func frame(_ bytes: UnsafeRawBufferPointer, nowMS: Int64)
}
