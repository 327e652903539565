#include "CChecksum.h"

#include <pthread.h>
#include <string.h>

// Reflected Castagnoli polynomial, RFC 3720.
#define POLYNOMIAL 0x82f63b78u

static uint32_t table[8][256];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void make_table(void) {
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t crc = n;
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) ? (crc >> 1) ^ POLYNOMIAL : crc >> 1;
        table[0][n] = crc;
    }
    for (uint32_t n = 0; n < 256; n++)
        for (int k = 1; k < 8; k++) table[k][n] = table[0][table[k - 1][n] & 0xff] ^ (table[k - 1][n] >> 8);
}

uint32_t crc32c_extend_portable(uint32_t crc, const void *bytes, size_t length) {
    pthread_once(&table_once, make_table);
    const uint8_t *p = bytes;
    crc = ~crc;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        word ^= crc;
        crc = table[7][word & 0xff] ^ table[6][(word >> 8) & 0xff] ^ table[5][(word >> 16) & 0xff]
            ^ table[4][(word >> 24) & 0xff] ^ table[3][(word >> 32) & 0xff] ^ table[2][(word >> 40) & 0xff]
            ^ table[1][(word >> 48) & 0xff] ^ table[0][word >> 56];
        p += 8;
        length -= 8;
    }
    while (length--) crc = table[0][(crc ^ *p++) & 0xff] ^ (crc >> 8);
    return ~crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t extend_fast(uint32_t crc, const uint8_t *p, size_t length) {
    uint64_t state = ~crc;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        state = _mm_crc32_u64(state, word);
        p += 8;
        length -= 8;
    }
    uint32_t rest = (uint32_t)state;
    while (length--) rest = _mm_crc32_u8(rest, *p++);
    return ~rest;
}

// The instruction takes three cycles and starts anew in each: three thirds at once go as fast as one.
__attribute__((target("sse4.2"))) static uint32_t extend_long(uint32_t crc, const uint8_t *p, size_t length) {
    size_t third = length / 24 * 8;
    uint64_t a = (uint32_t)~crc, b = 0xffffffffu, c = 0xffffffffu;
    const uint8_t *q = p + third, *r = q + third;
    for (size_t at = 0; at < third; at += 8) {
        uint64_t x, y, z;
        memcpy(&x, p + at, 8);
        memcpy(&y, q + at, 8);
        memcpy(&z, r + at, 8);
        a = _mm_crc32_u64(a, x);
        b = _mm_crc32_u64(b, y);
        c = _mm_crc32_u64(c, z);
    }
    uint32_t sum = crc32c_combine(~(uint32_t)a, ~(uint32_t)b, third);
    sum = crc32c_combine(sum, ~(uint32_t)c, third);
    return extend_fast(sum, r + third, length - 3 * third);
}

// Below this joining costs more than it saves.
static const size_t long_bytes = 2048;

uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t length) {
    if (__builtin_cpu_supports("sse4.2"))
        return length < long_bytes ? extend_fast(crc, bytes, length) : extend_long(crc, bytes, length);
    return crc32c_extend_portable(crc, bytes, length);
}
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t length) {
    const uint8_t *p = bytes;
    uint32_t state = ~crc;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        state = __crc32cd(state, word);
        p += 8;
        length -= 8;
    }
    while (length--) state = __crc32cb(state, *p++);
    return ~state;
}
#else
uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t length) {
    return crc32c_extend_portable(crc, bytes, length);
}
#endif

// Polynomial arithmetic modulo the Castagnoli polynomial, reflected: bit 31 is x^0.
static uint32_t multiply(uint32_t a, uint32_t b) {
    uint32_t product = 0;
    for (uint32_t bit = 1u << 31; bit; bit >>= 1) {
        if (a & bit) product ^= b;
        b = (b & 1) ? (b >> 1) ^ POLYNOMIAL : b >> 1;
    }
    return product;
}

// x^(8 * 2^k) for each bit of a length; `divided` has them divided by x^32, which the instruction multiplies by.
static uint32_t powers[64], divided[64];
static pthread_once_t powers_once = PTHREAD_ONCE_INIT;

static void make_powers(void) {
    uint32_t inverse = 1u << 31;     // x^0
    for (int n = 0; n < 32; n++) inverse = (inverse << 1) ^ ((inverse >> 31) ? (POLYNOMIAL << 1) | 1 : 0);
    powers[0] = 1u << 23;            // x^8: one byte
    for (int k = 1; k < 64; k++) powers[k] = multiply(powers[k - 1], powers[k - 1]);
    for (int k = 0; k < 64; k++) divided[k] = multiply(powers[k], inverse);
}

uint32_t crc32c_combine_portable(uint32_t crc_a, uint32_t crc_b, uint64_t length_b) {
    pthread_once(&powers_once, make_powers);
    uint32_t shifted = crc_a;
    for (int k = 0; length_b && shifted; k++, length_b >>= 1)
        if (length_b & 1) shifted = multiply(powers[k], shifted);
    return shifted ^ crc_b;
}

#if defined(__x86_64__)
#include <wmmintrin.h>

// The instruction gives the product of two numbers times x^32; a reflected product lies one bit too low.
__attribute__((target("sse4.2,pclmul"))) static uint32_t combine_fast(
    uint32_t crc_a, uint32_t crc_b, uint64_t length_b) {
    uint32_t shifted = crc_a;
    for (int k = 0; length_b && shifted; k++, length_b >>= 1) {
        if (!(length_b & 1)) continue;
        __m128i product = _mm_clmulepi64_si128(_mm_cvtsi32_si128((int)shifted), _mm_cvtsi32_si128((int)divided[k]), 0);
        shifted = (uint32_t)_mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product) << 1);
    }
    return shifted ^ crc_b;
}

uint32_t crc32c_combine(uint32_t crc_a, uint32_t crc_b, uint64_t length_b) {
    if (!crc_a) return crc_b;
    if (!__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("pclmul"))
        return crc32c_combine_portable(crc_a, crc_b, length_b);
    pthread_once(&powers_once, make_powers);
    return combine_fast(crc_a, crc_b, length_b);
}
#else
uint32_t crc32c_combine(uint32_t crc_a, uint32_t crc_b, uint64_t length_b) {
    return crc32c_combine_portable(crc_a, crc_b, length_b);
}
#endif
