#include "in_order.h"

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

const int64_t power_of_ten[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

// Digits one by one: for what stands near the end of a line, and for numbers that are longer than most.
static bool slow_natural(cursor *c, int64_t *value) {
    const uint8_t *start = c->at;
    uint64_t sum = 0;
    while (c->at < c->end && (uint8_t)(*c->at - '0') <= 9) sum = sum * 10 + (uint64_t)(*c->at++ - '0');
    ptrdiff_t digits = c->at - start;
    *value = (int64_t)sum;
    return digits > 0 && digits <= 18 && !(*start == '0' && digits > 1);
}

static bool slow_decimal(cursor *c, unsigned scale, int64_t *value) {
    bool is_negative = c->at < c->end && *c->at == '-';
    c->at += is_negative;
    int64_t whole, sum, part = 0;
    if (!slow_natural(c, &whole) || c->at >= c->end || *c->at != '.') return false;
    c->at++;
    unsigned count = 0;
    while (count < scale && c->at < c->end && (uint8_t)(*c->at - '0') <= 9) {
        part = part * 10 + (*c->at++ - '0');
        count++;
    }
    if (count == 0 || (count > 1 && c->at[-1] == '0')) return false;
    if (__builtin_mul_overflow(whole, power_of_ten[scale], &sum)
        || __builtin_add_overflow(sum, part * power_of_ten[scale - count], &sum))
        return false;
    if (is_negative && sum == 0) return false;
    *value = is_negative ? -sum : sum;
    return true;
}

#if defined(__SSE2__)
#include <emmintrin.h>

// Where a number ends decides where the next one begins, so a line is one long chain of steps that wait for each other.
// Most numbers of a place have the same length: a branch that is foreseen goes on without waiting. The empty
// instruction keeps the compiler from joining the branches again.
static inline __attribute__((always_inline)) const uint8_t *behind(
    const uint8_t *at, unsigned length, unsigned usual) {
    if (__builtin_expect(length == usual, 1)) {
        at += usual;
        __asm__("" : "+r"(at));
        return at;
    }
    return at + length;
}

// A set bit for each of 16 bytes that is no digit.
static inline __attribute__((always_inline)) unsigned others(const uint8_t *at) {
    __m128i bytes = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)at), _mm_set1_epi8('0'));
    __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(9)), bytes);
    return ~(unsigned)_mm_movemask_epi8(digits) & 0xffffu;
}

// The first `count` of eight digits, 1 to 8.
static inline __attribute__((always_inline)) int64_t digits(const uint8_t *at, unsigned count) {
    uint64_t word;
    memcpy(&word, at, 8);
    word = (word ^ 0x3030303030303030u) << (64 - 8 * count);
    word = word * 10 + (word >> 8);
    word = (((word & 0x000000ff000000ffu) * 0x000f424000000064u)
               + (((word >> 16) & 0x000000ff000000ffu) * 0x0000271000000001u))
        >> 32;
    return (int64_t)(uint32_t)word;
}

// Digits without a leading zero, at most 18 of them.
static inline __attribute__((always_inline)) bool natural(cursor *c, int64_t *value) {
    const uint8_t *at = c->at;
    if (c->end - at < 16) return slow_natural(c, value);
    unsigned other = others(at);
    if (other == 0) return slow_natural(c, value);
    unsigned count = (unsigned)__builtin_ctz(other);
    if (count == 0 || ((at[0] == '0') & (count > 1))) return false;
    *value = count <= 8 ? digits(at, count)
                        : digits(at, count - 8) * power_of_ten[8] + digits(at + count - 8, 8);
    c->at = count > 8 ? behind(at, count, 13) : behind(at, count, 4);
    return true;
}

// A canonical decimal in units of 10^-scale: where its dot and its end are is seen at once.
static inline __attribute__((always_inline)) bool decimal(cursor *c, unsigned scale, int64_t *value) {
    if (c->end - c->at < 32) return slow_decimal(c, scale, value);
    bool is_negative = *c->at == '-';
    const uint8_t *at = c->at + is_negative;
    unsigned other = others(at), dot, end, count;
    if (other == 0) return slow_decimal(c, scale, value);
    dot = (unsigned)__builtin_ctz(other);
    other &= other - 1;
    if (other == 0 || dot > 8) return slow_decimal(c, scale, value);
    end = (unsigned)__builtin_ctz(other);
    count = end - dot - 1;
    if ((dot == 0) | (count == 0) | (count > scale) | (at[dot] != '.') | ((at[0] == '0') & (dot > 1))
        | ((at[end - 1] == '0') & (count > 1)))
        return false;
    int64_t sum = digits(at, dot) * power_of_ten[scale] + digits(at + dot + 1, count) * power_of_ten[scale - count];
    if (is_negative & (sum == 0)) return false;
    *value = is_negative ? -sum : sum;
    c->at = scale == 8 ? behind(at, end, 6) : behind(at, end, 5);
    return true;
}
#else
static inline bool natural(cursor *c, int64_t *value) { return slow_natural(c, value); }
static inline bool decimal(cursor *c, unsigned scale, int64_t *value) { return slow_decimal(c, scale, value); }
#endif

static inline bool price(cursor *c, int64_t *value) { return decimal(c, 8, value) && *value > 0; }
static inline bool size(cursor *c, int64_t *value) { return decimal(c, 8, value) && *value >= 0; }
static inline bool edge(cursor *c, int64_t *value) { return decimal(c, 2, value); }

// Without a branch, since nobody can foresee which it is.
static inline __attribute__((always_inline)) bool side(cursor *c, bool *is_sell) {
    if (c->end - c->at < 4) return false;
    uint8_t sell[4] = {'s', 'e', 'l', 'l'}, buy[4] = {'b', 'u', 'y', 0};
    uint32_t found, wanted_sell, wanted_buy;
    memcpy(&found, c->at, 4);
    memcpy(&wanted_sell, sell, 4);
    memcpy(&wanted_buy, buy, 4);
    bool sells = *c->at == 's';
    uint8_t kept[4] = {0xff, 0xff, 0xff, 0};
    uint32_t mask;
    memcpy(&mask, kept, 4);
    *is_sell = sells;
    c->at += sells ? 4 : 3;
    return sells ? found == wanted_sell : (found & mask) == wanted_buy;
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

bool signal_in_order(const uint8_t *line, size_t length, canonical_signal *s) {
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

bool followup_in_order(const uint8_t *line, size_t length, canonical_followup *f) {
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
