/// Both sides of a book and what a larger order would pay on each.
struct Touch {
    var bidE8: Int64
    var askE8: Int64
    var impactBidE8: Int64
    var impactAskE8: Int64
}
