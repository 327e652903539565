#include "in_order.h"

#include <string.h>

// The quick look at lines as nearly all of them are, on processors that have the instructions for it. Where a value
// ends is seen from the comma behind it before the value is read, so that no number waits for the one before it; a
// shuffle lays the digits of a number where they belong; what a line says twice is compared and not read again.
// Whatever is unusual (a long number, an unknown length, anything wrong) is left to the look in order.
#if defined(__x86_64__) && defined(__clang__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)

#define INLINE static inline __attribute__((always_inline))

typedef struct {
    const uint8_t *start, *end;
} span;

// What is still ahead of a line.
typedef struct {
    const uint8_t *at, *end;
} rest;

// What is found out about a whole line and asked for at its end.
typedef struct {
    // The largest of all digits, place by place.
    __m128i digits;
    uint32_t wrong;
} doubts;

// How 16 bytes that begin with a number are laid out, by where its dot is and where it ends.
typedef struct {
    // 16 digits, the last one at the end, zero where there is none.
    uint8_t places[256][16];
    // A set bit where no zero may stand; the bit `unusual` is set where no such number is read here.
    uint32_t no_zero[256];
} layout;

enum { unusual = 1 << 16 };

static layout prices, edges, naturals;
static bool is_able;

// `decimals`: places behind the dot.
static void lay(layout *table, unsigned dot, unsigned end, unsigned decimals) {
    unsigned index = dot << 4 | end;
    uint8_t *places = table->places[index];
    // The last place of the whole part.
    int place = 15 - (int)decimals;
    for (int from = (int)dot - 1; from >= 0; from--) places[place--] = (uint8_t)from;
    place = 16 - (int)decimals;
    for (unsigned from = dot + 1; from < end; from++) places[place++] = (uint8_t)from;
    table->no_zero[index] = dot > 1 ? 1 : 0;
    if (end > dot + 2) table->no_zero[index] |= 1u << (end - 1);
}

__attribute__((constructor)) static void lay_out(void) {
    __builtin_cpu_init();
    is_able = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    layout *tables[] = {&prices, &edges, &naturals};
    for (unsigned table = 0; table < 3; table++) {
        memset(tables[table]->places, 0x80, sizeof(tables[table]->places));
        for (unsigned index = 0; index < 256; index++) tables[table]->no_zero[index] = unusual;
    }
    for (unsigned end = 1; end < 16; end++) {
        for (unsigned dot = 1; dot + 1 < end; dot++) {
            unsigned decimals = end - dot - 1;
            if (dot <= 8 && decimals <= 8) lay(&prices, dot, end, 8);
            // The whole of an edge and its decimals stand in eight places.
            if (dot <= 6 && decimals <= 2) lay(&edges, dot, end, 2);
        }
        lay(&naturals, end, end, 0);
    }
}

INLINE uint32_t four(const void *at) {
    uint32_t word;
    memcpy(&word, at, 4);
    return word;
}

INLINE __m128i sixteen(const uint8_t *at) { return _mm_loadu_si128((const __m128i *)at); }

// The `count` bytes before `end`, 1 to 8 of them, and zeros behind them.
INLINE uint64_t before(const uint8_t *end, size_t count) {
    uint64_t word;
    memcpy(&word, end - 8, 8);
    return word >> (64 - 8 * count);
}

// A set bit for each of 16 bytes that is `byte`.
INLINE uint32_t places(__m128i bytes, char byte) {
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)));
}

// Digits as `table` lays them: the first eight in the lower half, the last eight in the upper one.
INLINE uint64_t halves(__m128i bytes, const layout *table, size_t index, doubts *doubts) {
    doubts->wrong |= (places(bytes, '0') | unusual) & table->no_zero[index];
    __m128i order = _mm_loadu_si128((const __m128i *)table->places[index]);
    __m128i digits = _mm_shuffle_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), order);
    doubts->digits = _mm_max_epu8(doubts->digits, digits);
    __m128i twos = _mm_maddubs_epi16(digits, _mm_set1_epi16(1 << 8 | 10));
    __m128i fours = _mm_madd_epi16(twos, _mm_set1_epi32(1 << 16 | 100));
    __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10000));
    return (uint64_t)_mm_cvtsi128_si64(eights);
}

INLINE int64_t number(uint64_t halves) { return (int64_t)((uint32_t)halves * UINT64_C(100000000) + (halves >> 32)); }

// A natural number of at most 15 digits. Like the others it reads 16 bytes from its begin.
INLINE int64_t natural(span text, doubts *doubts) {
    size_t end = (size_t)(text.end - text.start) & 15;
    return number(halves(sixteen(text.start), &naturals, end << 4 | end, doubts));
}

// Where its dot is, and where it ends.
INLINE size_t form(__m128i bytes, size_t end) {
    return (size_t)__builtin_ctz(places(bytes, '.') | 0x8000) << 4 | (end & 15);
}

// A canonical decimal without a sign in units of 1e-8.
INLINE int64_t price(span text, doubts *doubts) {
    __m128i bytes = sixteen(text.start);
    return number(halves(bytes, &prices, form(bytes, (size_t)(text.end - text.start)), doubts));
}

// A canonical decimal in hundredths.
INLINE int64_t edge(span text, doubts *doubts) {
    bool is_negative = *text.start == '-';
    const uint8_t *start = text.start + is_negative;
    __m128i bytes = sixteen(start);
    int64_t units = (int64_t)(halves(bytes, &edges, form(bytes, (size_t)(text.end - start)), doubts) >> 32);
    doubts->wrong |= is_negative & (units == 0);
    return is_negative ? -units : units;
}

// Steps over a key. 17 bytes are there behind it, so that a value and its sign can be looked at.
#define KEY(r, key) skips((r), (key), sizeof(key) - 1)
INLINE bool skips(rest *r, const char *key, size_t length) {
    if (r->end - r->at < (ptrdiff_t)length + 17 || memcmp(r->at, key, length) != 0) return false;
    r->at += length;
    return true;
}

// The value up to a comma, which is among the next 16 bytes, and steps over both.
INLINE bool value(rest *r, span *text) {
    uint32_t commas = places(sixteen(r->at), ',');
    if (commas == 0) return false;
    text->start = r->at;
    text->end = r->at + __builtin_ctz(commas);
    r->at = text->end + 1;
    return true;
}

#define NUMBER(r, key, text) (KEY(r, key) && value(r, text))

// True when two texts are of the same bytes, less than 16.
INLINE bool is_same(span one, span other) {
    size_t length = (size_t)(one.end - one.start);
    if (length > 15 || length != (size_t)(other.end - other.start)) return false;
    uint32_t same = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen(one.start), sixteen(other.start)));
    return (~same & ((1u << length) - 1)) == 0;
}

// A set bit for each byte that can stand in the name of a dex.
INLINE uint32_t of_dex(__m128i bytes) {
    __m128i letters = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i digits = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    __m128i is = _mm_cmpeq_epi8(_mm_min_epu8(letters, _mm_set1_epi8(25)), letters);
    is = _mm_or_si128(is, _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits));
    is = _mm_or_si128(is, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(is, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'))));
}

// The parts of an id that a line says once more.
typedef struct {
    span market, timestamp;
} id_parts;

// `sig_xyz:14_buy_1768867200516_0`; `end`: of the line.
INLINE bool identity(span text, const uint8_t *end, canonical_id *id, id_parts *parts, doubts *doubts) {
    // Behind the begin of its time there are 16 bytes in a line as it should be.
    if (end - text.start < 29 || four(text.start) != four("sig_")) return false;
    const uint8_t *at = text.start + 4;
    __m128i bytes = sixteen(at);
    uint32_t lines = places(bytes, '_'), colons = places(bytes, ':');
    if (lines == 0 || colons == 0) return false;
    unsigned length = (unsigned)__builtin_ctz(lines), dex = (unsigned)__builtin_ctz(colons);
    if (dex - 1 > 6 || dex >= length || (~of_dex(bytes) & ((1u << dex) - 1)) != 0) return false;
    uint64_t name;
    memcpy(&name, at, 8);
    id->market.dex = __builtin_bswap64(name) & ~(uint64_t)0 << (64 - 8 * dex);
    id->market.name = at;
    id->market.name_length = dex;
    parts->market = (span){at, at + length};
    span index = {at + dex + 1, at + length};
    at += length + 1;
    if (end - at < 21) return false;
    id->market.index = natural(index, doubts);
    id->is_sell = *at == 's';
    bool is_side = four(at) == (id->is_sell ? four("sell") : four("buy_"));
    at += id->is_sell ? 4 : 3;
    if (!is_side || *at != '_') return false;
    at++;
    lines = places(sixteen(at), '_');
    if (lines == 0) return false;
    parts->timestamp = (span){at, at + __builtin_ctz(lines)};
    span order = {parts->timestamp.end + 1, text.end};
    if (order.end - order.start < 1 || order.end - order.start > 8) return false;
    id->timestamp_ms = natural(parts->timestamp, doubts);
    size_t count = (size_t)(order.end - order.start);
    __m128i last = _mm_cvtsi64_si128((int64_t)before(order.end, count));
    id->number = number(halves(last, &naturals, count << 4 | count, doubts));
    return true;
}

// `"buy",` or `"sell",` without its first quote, and steps over it.
INLINE bool is_side(rest *r, bool *is_sell) {
    *is_sell = *r->at == 's';
    bool is_right = four(r->at) == (*is_sell ? four("sell") : four("buy\""));
    r->at += 4 + *is_sell;
    is_right &= (r->at[-1] == '"') & (*r->at == ',');
    r->at++;
    return is_right;
}

// A text up to its quote and the comma behind it.
INLINE bool quoted(rest *r, span *text) {
    if (!value(r, text) || text->end[-1] != '"') return false;
    text->end--;
    return text->end > text->start;
}

INLINE bool is_clean(const doubts *doubts) {
    __m128i above = _mm_subs_epu8(doubts->digits, _mm_set1_epi8(9));
    return doubts->wrong == 0 && _mm_testz_si128(above, above);
}

static bool signal(const uint8_t *line, size_t length, canonical_signal *s) {
    rest r = {line, line + length};
    doubts doubts = {_mm_setzero_si128(), 0};
    span timestamp, market, raw, net, oracle, best, size, suggested;
    id_parts parts;
    if (!(NUMBER(&r, "{\"timestamp_ms\":", &timestamp) && KEY(&r, "\"market_key\":\"") && quoted(&r, &market)
            && KEY(&r, "\"side\":\"") && is_side(&r, &s->is_sell) && NUMBER(&r, "\"raw_edge_bps\":", &raw)
            && NUMBER(&r, "\"net_edge_bps\":", &net) && NUMBER(&r, "\"oracle_px\":", &oracle)
            && NUMBER(&r, "\"best_px\":", &best) && NUMBER(&r, "\"best_size\":", &size)
            && NUMBER(&r, "\"suggested_size\":", &suggested) && KEY(&r, "\"signal_id\":\"")
            && r.end[-1] == '}' && r.end[-2] == '"'
            && identity((span){r.at, r.end - 2}, r.end, &s->id, &parts, &doubts)
            && is_same(market, parts.market) && is_same(timestamp, parts.timestamp)))
        return false;
    s->market = s->id.market;
    s->timestamp_ms = s->id.timestamp_ms;
    s->raw_edge = edge(raw, &doubts);
    s->net_edge = edge(net, &doubts);
    s->oracle = price(oracle, &doubts);
    s->best = price(best, &doubts);
    s->best_size = price(size, &doubts);
    s->suggested_size = price(suggested, &doubts);
    return is_clean(&doubts) && s->oracle > 0 && s->best > 0;
}

// Where the id ends that a follow-up begins with: among the 48 bytes behind what every id has.
INLINE bool first_id(rest *r, span *text) {
    if (r->end - r->at < 80) return false;
    const uint8_t *from = r->at + 16;
    uint64_t quotes = places(sixteen(from), '"') | places(sixteen(from + 16), '"') << 16
        | (uint64_t)places(sixteen(from + 32), '"') << 32;
    if (quotes == 0) return false;
    *text = (span){r->at, from + __builtin_ctzll(quotes)};
    r->at = text->end + 2;
    return text->end[1] == ',';
}

// The last number, which has no 16 bytes behind it: up to eight bytes before the closing brace.
INLINE bool last_edge(rest *r, int64_t *value, doubts *doubts) {
    static const char key[] = "\"market_moved_bps\":";
    size_t length = sizeof(key) - 1;
    ptrdiff_t left = r->end - r->at - (ptrdiff_t)length - 1;
    if (left < 1 || left > 8 || memcmp(r->at, key, length) != 0 || r->end[-1] != '}') return false;
    uint64_t word = before(r->end - 1, (size_t)left);
    uint8_t text[24] = {0};
    memcpy(text, &word, 8);
    *value = edge((span){text, text + left}, doubts);
    return true;
}

static bool followup(const uint8_t *line, size_t length, canonical_followup *f) {
    rest r = {line, line + length};
    doubts doubts = {_mm_setzero_si128(), 0};
    span id, market, timestamp, offset, captured, then_oracle, then_best, then_edge, oracle, best, size, now_edge,
        change, oracle_moved;
    id_parts parts;
    if (!(KEY(&r, "{\"signal_id\":\"") && first_id(&r, &id) && identity(id, r.end, &f->id, &parts, &doubts)
            && KEY(&r, "\"market_key\":\"") && quoted(&r, &market) && KEY(&r, "\"side\":\"")
            && is_side(&r, &f->is_sell) && NUMBER(&r, "\"signal_timestamp_ms\":", &timestamp)
            && NUMBER(&r, "\"offset_ms\":", &offset) && NUMBER(&r, "\"captured_at_ms\":", &captured)
            && NUMBER(&r, "\"t0_oracle_px\":", &then_oracle) && NUMBER(&r, "\"t0_best_px\":", &then_best)
            && NUMBER(&r, "\"t0_raw_edge_bps\":", &then_edge) && NUMBER(&r, "\"oracle_px\":", &oracle)
            && NUMBER(&r, "\"best_px\":", &best) && NUMBER(&r, "\"best_size\":", &size)
            && NUMBER(&r, "\"raw_edge_bps\":", &now_edge) && NUMBER(&r, "\"edge_change_bps\":", &change)
            && NUMBER(&r, "\"oracle_moved_bps\":", &oracle_moved) && last_edge(&r, &f->market_moved, &doubts)
            && is_same(market, parts.market) && is_same(timestamp, parts.timestamp)))
        return false;
    f->market = f->id.market;
    f->signal_timestamp_ms = f->id.timestamp_ms;
    f->offset_ms = natural(offset, &doubts);
    f->captured_at_ms = natural(captured, &doubts);
    f->then_oracle = price(then_oracle, &doubts);
    f->then_best = price(then_best, &doubts);
    f->then_raw_edge = edge(then_edge, &doubts);
    f->oracle = price(oracle, &doubts);
    f->best = price(best, &doubts);
    f->best_size = price(size, &doubts);
    f->raw_edge = edge(now_edge, &doubts);
    f->edge_change = edge(change, &doubts);
    f->oracle_moved = edge(oracle_moved, &doubts);
    return is_clean(&doubts) && f->then_oracle > 0 && f->then_best > 0 && f->oracle > 0 && f->best > 0;
}

#pragma clang attribute pop

static bool signal_at_once(const uint8_t *line, size_t length, canonical_signal *s) {
    return is_able && signal(line, length, s);
}

static bool followup_at_once(const uint8_t *line, size_t length, canonical_followup *f) {
    return is_able && followup(line, length, f);
}
#else
static bool signal_at_once(const uint8_t *line, size_t length, canonical_signal *s) { return false; }
static bool followup_at_once(const uint8_t *line, size_t length, canonical_followup *f) { return false; }
#endif

bool canonical_signal_read(const uint8_t *line, size_t length, canonical_signal *signal) {
    return signal_at_once(line, length, signal) || signal_in_order(line, length, signal);
}

bool canonical_followup_read(const uint8_t *line, size_t length, canonical_followup *followup) {
    return followup_at_once(line, length, followup) || followup_in_order(line, length, followup);
}
