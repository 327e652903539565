// EngineFeed
