/// The configuration of an engine of ours at a venue, where the user names none: the deployed limits, with this run's
/// folders.
struct VenueConfig {
    let venue: VenueAddress
    let directory: RunDirectory

    var text: String {
        """
        mode = "observe"
        ws_url = "\(venue.webSocketURL)"
        info_url = "\(venue.infoURL)"
        xyz_pattern = "xyz"

        [persistence]
        data_dir = \(EngineConfig.quoted(directory.data))
        spool_dir = \(EngineConfig.quoted(directory.spool))

        [telemetry]
        ops = "127.0.0.1:0"
        log_file = \(EngineConfig.quoted(directory.engineLog))

        """
    }
}
