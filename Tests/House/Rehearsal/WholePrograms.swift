import Testing

/// Everything here starts processes that want a core each, so one test goes after the other. What is waited
/// for is always an event; the limit only ends a test that hangs.
@Suite(.serialized, .timeLimit(.minutes(10))) struct WholePrograms {}
