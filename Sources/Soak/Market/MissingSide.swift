/// Which side of a book nobody quotes.
enum MissingSide: Equatable {
    case bid
    case ask
    case both
}
