#include "CCanonical.h"

#include <string.h>

typedef struct {
    const uint8_t *at, *end;
} cursor;

// The length is a constant, so the comparison becomes a few wide loads.
#define LITERAL(c, text) literal((c), (text), sizeof(text) - 1)
static inline __attribute__((always_inline)) bool literal(cursor *c, const char *text, size_t length) {
    if ((size_t)(c->end - c->at) < length || memcmp(c->at, text, length) != 0) return false;
    c->at += length;
    return true;
}

// Up to eight digits at once: how many there are, and their value.
static inline __attribute__((always_inline)) unsigned eight(const cursor *c, uint64_t *value) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (c->end - c->at >= 8) {
        uint64_t word;
        memcpy(&word, c->at, 8);
        word ^= 0x3030303030303030u;
        // A byte above 9 leaves its high bit; what it carries reaches later bytes only.
        uint64_t other = ((word + 0x7676767676767676u) | word) & 0x8080808080808080u;
        unsigned count = other ? (unsigned)__builtin_ctzll(other) >> 3 : 8;
        if (count == 0) return 0;
        word <<= 64 - 8 * count;
        word = word * 10 + (word >> 8);
        *value = (((word & 0x000000ff000000ffu) * 0x000f424000000064u)
                     + (((word >> 16) & 0x000000ff000000ffu) * 0x0000271000000001u))
            >> 32;
        *value &= 0xffffffffu;
        return count;
    }
#endif
    uint64_t sum = 0;
    unsigned count = 0;
    while (count < 8 && c->at + count < c->end && (uint8_t)(c->at[count] - '0') <= 9)
        sum = sum * 10 + (uint64_t)(c->at[count++] - '0');
    *value = sum;
    return count;
}

static const int64_t power_of_ten[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

// Digits without a leading zero, at most 18 of them.
static inline __attribute__((always_inline)) bool natural(cursor *c, int64_t *value) {
    uint64_t part = 0;
    unsigned count = eight(c, &part);
    if (count == 0 || (c->at[0] == '0' && count > 1)) return false;
    int64_t sum = (int64_t)part;
    unsigned digits = count;
    c->at += count;
    while (count == 8) {
        count = eight(c, &part);
        if (count == 0) break;
        digits += count;
        if (digits > 18) return false;
        sum = sum * power_of_ten[count] + (int64_t)part;
        c->at += count;
    }
    *value = sum;
    return true;
}

// A canonical decimal in units of 10^-scale.
static inline __attribute__((always_inline)) bool decimal(cursor *c, unsigned scale, int64_t *value) {
    bool is_negative = c->at < c->end && *c->at == '-';
    c->at += is_negative;
    int64_t whole;
    if (!natural(c, &whole)) return false;
    if (c->at >= c->end || *c->at != '.') return false;
    c->at++;
    uint64_t part = 0;
    unsigned count = eight(c, &part);
    if (count == 0 || count > scale || (count > 1 && c->at[count - 1] == '0')) return false;
    c->at += count;
    int64_t sum;
    if (__builtin_mul_overflow(whole, power_of_ten[scale], &sum)
        || __builtin_add_overflow(sum, (int64_t)part * power_of_ten[scale - count], &sum))
        return false;
    if (is_negative && sum == 0) return false;
    *value = is_negative ? -sum : sum;
    return true;
}

static inline bool price(cursor *c, int64_t *value) { return decimal(c, 8, value) && *value > 0; }
static inline bool size(cursor *c, int64_t *value) { return decimal(c, 8, value) && *value >= 0; }
static inline bool edge(cursor *c, int64_t *value) { return decimal(c, 2, value); }

static inline bool side(cursor *c, bool *is_sell) {
    if (LITERAL(c, "buy")) {
        *is_sell = false;
        return true;
    }
    *is_sell = true;
    return LITERAL(c, "sell");
}

static inline bool is_of_dex(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte == '-' || byte == '.';
}

// `xyz:11`; a dex is of letters, digits, `-` and `.`.
static inline __attribute__((always_inline)) bool market(cursor *c, canonical_market *found) {
    const uint8_t *start = c->at;
    uint64_t packed = 0;
    while (c->at < c->end && is_of_dex(*c->at)) {
        packed = packed << 8 | *c->at;
        c->at++;
    }
    size_t length = (size_t)(c->at - start);
    if (length == 0 || !LITERAL(c, ":")) return false;
    found->dex = length > 7 ? 0 : packed << (8 * (8 - length));
    found->name = start;
    found->name_length = length;
    return natural(c, &found->index);
}

static inline __attribute__((always_inline)) bool identity(cursor *c, canonical_id *id) {
    return LITERAL(c, "sig_") && market(c, &id->market) && LITERAL(c, "_") && side(c, &id->is_sell)
        && LITERAL(c, "_") && natural(c, &id->timestamp_ms) && LITERAL(c, "_") && natural(c, &id->number);
}

bool canonical_signal_read(const uint8_t *line, size_t length, canonical_signal *s) {
    cursor c = {line, line + length};
    return LITERAL(&c, "{\"timestamp_ms\":") && natural(&c, &s->timestamp_ms)
        && LITERAL(&c, ",\"market_key\":\"") && market(&c, &s->market)
        && LITERAL(&c, "\",\"side\":\"") && side(&c, &s->is_sell)
        && LITERAL(&c, "\",\"raw_edge_bps\":") && edge(&c, &s->raw_edge)
        && LITERAL(&c, ",\"net_edge_bps\":") && edge(&c, &s->net_edge)
        && LITERAL(&c, ",\"oracle_px\":") && price(&c, &s->oracle)
        && LITERAL(&c, ",\"best_px\":") && price(&c, &s->best)
        && LITERAL(&c, ",\"best_size\":") && size(&c, &s->best_size)
        && LITERAL(&c, ",\"suggested_size\":") && size(&c, &s->suggested_size)
        && LITERAL(&c, ",\"signal_id\":\"") && identity(&c, &s->id)
        && LITERAL(&c, "\"}") && c.at == c.end;
}

bool canonical_followup_read(const uint8_t *line, size_t length, canonical_followup *f) {
    cursor c = {line, line + length};
    return LITERAL(&c, "{\"signal_id\":\"") && identity(&c, &f->id)
        && LITERAL(&c, "\",\"market_key\":\"") && market(&c, &f->market)
        && LITERAL(&c, "\",\"side\":\"") && side(&c, &f->is_sell)
        && LITERAL(&c, "\",\"signal_timestamp_ms\":") && natural(&c, &f->signal_timestamp_ms)
        && LITERAL(&c, ",\"offset_ms\":") && natural(&c, &f->offset_ms)
        && LITERAL(&c, ",\"captured_at_ms\":") && natural(&c, &f->captured_at_ms)
        && LITERAL(&c, ",\"t0_oracle_px\":") && price(&c, &f->then_oracle)
        && LITERAL(&c, ",\"t0_best_px\":") && price(&c, &f->then_best)
        && LITERAL(&c, ",\"t0_raw_edge_bps\":") && edge(&c, &f->then_raw_edge)
        && LITERAL(&c, ",\"oracle_px\":") && price(&c, &f->oracle)
        && LITERAL(&c, ",\"best_px\":") && price(&c, &f->best)
        && LITERAL(&c, ",\"best_size\":") && size(&c, &f->best_size)
        && LITERAL(&c, ",\"raw_edge_bps\":") && edge(&c, &f->raw_edge)
        && LITERAL(&c, ",\"edge_change_bps\":") && edge(&c, &f->edge_change)
        && LITERAL(&c, ",\"oracle_moved_bps\":") && edge(&c, &f->oracle_moved)
        && LITERAL(&c, ",\"market_moved_bps\":") && edge(&c, &f->market_moved)
        && LITERAL(&c, "}") && c.at == c.end;
}

bool canonical_id_read(const uint8_t *text, size_t length, canonical_id *id) {
    cursor c = {text, text + length};
    return identity(&c, id) && c.at == c.end;
}
