#include "canonical.h"

#include <cstring>

namespace {

// Longer than any frame of the two kinds; what is longer is not worth a short cut.
constexpr size_t kLengthMax = 1024;
// Digits that an int64 always holds.
constexpr size_t kIntegerDigitsMax = 18;

// The bytes that may stand in a coin, and those that may stand in a decimal.
struct Classes {
    bool plain[256] = {};
    bool decimal[256] = {};

    constexpr Classes() {
        for (int byte = 0x20; byte < 0x7f; byte += 1) plain[byte] = byte != '"' && byte != '\\';
        for (int byte = '0'; byte <= '9'; byte += 1) decimal[byte] = true;
        decimal[int('.')] = true;
        decimal[int('-')] = true;
    }
};
constexpr Classes kClasses;

class Cursor {
  public:
    Cursor(const char *begin, size_t length) : at_(begin), end_(begin + length) {}

    bool is_at_end() const { return at_ == end_; }

    template <size_t Size>
    bool take(const char (&text)[Size]) {
        constexpr size_t length = Size - 1;
        if (size_t(end_ - at_) < length || std::memcmp(at_, text, length) != 0) return false;
        at_ += length;
        return true;
    }

    // What stands up to the closing quote, which is taken too. Not empty.
    bool quoted(const bool (&allowed)[256], csimdjson_text &out) {
        const char *begin = at_;
        while (at_ < end_ && allowed[static_cast<unsigned char>(*at_)]) at_ += 1;
        if (at_ == begin || at_ == end_ || *at_ != '"') return false;
        out = {begin, size_t(at_ - begin)};
        at_ += 1;
        return true;
    }

    bool decimal(csimdjson_text &out) { return quoted(kClasses.decimal, out); }
    bool decimal() {
        csimdjson_text unused;
        return decimal(unused);
    }

    bool integer(int64_t &out) {
        const char *begin = at_;
        int64_t value = 0;
        while (at_ < end_ && *at_ >= '0' && *at_ <= '9') {
            if (size_t(at_ - begin) == kIntegerDigitsMax) return false;
            value = value * 10 + (*at_ - '0');
            at_ += 1;
        }
        if (at_ == begin || (*begin == '0' && at_ - begin > 1)) return false;
        out = value;
        return true;
    }

  private:
    const char *at_;
    const char *end_;
};

bool level(Cursor &cursor, csimdjson_level &level) {
    if (cursor.take("null")) return true;
    int64_t orders;
    if (!cursor.take("{\"px\":\"") || !cursor.decimal(level.price)) return false;
    if (!cursor.take(",\"sz\":\"") || !cursor.decimal(level.size)) return false;
    if (!cursor.take(",\"n\":") || !cursor.integer(orders)) return false;
    level.is_there = 1;
    return cursor.take("}");
}

bool bbo(Cursor &cursor, csimdjson_frame &frame) {
    frame.kind = CSIMDJSON_BBO;
    return cursor.quoted(kClasses.plain, frame.coin) && cursor.take(",\"time\":")
        && cursor.integer(frame.time_ms) && cursor.take(",\"bbo\":[") && level(cursor, frame.bid)
        && cursor.take(",") && level(cursor, frame.ask) && cursor.take("]}}");
}

bool context(Cursor &cursor, csimdjson_frame &frame) {
    frame.kind = CSIMDJSON_CONTEXT;
    if (!cursor.quoted(kClasses.plain, frame.coin)) return false;
    if (!cursor.take(",\"ctx\":{\"funding\":\"") || !cursor.decimal()) return false;
    if (!cursor.take(",\"openInterest\":\"") || !cursor.decimal(frame.open_interest)) return false;
    if (!cursor.take(",\"prevDayPx\":\"") || !cursor.decimal()) return false;
    if (!cursor.take(",\"dayNtlVlm\":\"") || !cursor.decimal()) return false;
    if (!cursor.take(",\"premium\":")) return false;
    if (!cursor.take("null") && !(cursor.take("\"") && cursor.decimal())) return false;
    if (!cursor.take(",\"oraclePx\":\"") || !cursor.decimal(frame.oracle)) return false;
    if (!cursor.take(",\"markPx\":\"") || !cursor.decimal(frame.mark)) return false;
    if (!cursor.take(",\"midPx\":")) return false;
    if (!cursor.take("null") && !(cursor.take("\"") && cursor.decimal())) return false;
    if (!cursor.take(",\"impactPxs\":")) return false;
    if (!cursor.take("null")) {
        if (!cursor.take("[\"") || !cursor.decimal() || !cursor.take(",\"") || !cursor.decimal()) return false;
        if (!cursor.take("]")) return false;
    }
    return cursor.take(",\"dayBaseVlm\":\"") && cursor.decimal() && cursor.take("}}}");
}

}  // namespace

bool canonical::decode(const char *bytes, size_t length, csimdjson_frame &frame) {
    if (length > kLengthMax) return false;
    Cursor cursor(bytes, length);
    if (!cursor.take("{\"channel\":\"")) return false;
    bool is_read = cursor.take("bbo\",\"data\":{\"coin\":\"") ? bbo(cursor, frame)
        : cursor.take("activeAssetCtx\",\"data\":{\"coin\":\"") ? context(cursor, frame)
        : false;
    return is_read && cursor.is_at_end();
}
