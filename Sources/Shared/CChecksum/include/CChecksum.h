#ifndef CCHECKSUM_H
#define CCHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// CRC32C (Castagnoli, RFC 3720 appendix B.4) of `length` bytes, continued from `crc`.
///
/// Begin with 0. `crc32c_extend(crc32c_extend(0, a), b)` equals the checksum of a followed by b.
/// Uses the processor's own instruction where it has one (SSE 4.2, ARMv8), a table otherwise; the answer
/// is the same.
uint32_t crc32c_extend(uint32_t crc, const void *bytes, size_t length);

/// The table's answer, whatever the processor has: what the fast path is tested against.
uint32_t crc32c_extend_portable(uint32_t crc, const void *bytes, size_t length);

/// The checksum of `a ++ b` from the checksums of both and the length of b, without the bytes.
/// Some 40 ns where the processor multiplies without carries.
uint32_t crc32c_combine(uint32_t crc_a, uint32_t crc_b, uint64_t length_b);

/// The same without the processor's help: what the fast way is tested against.
uint32_t crc32c_combine_portable(uint32_t crc_a, uint32_t crc_b, uint64_t length_b);

enum { SHA256_BYTES = 32 };

/// SHA-256 of `length` bytes.
void sha256(const void *bytes, size_t length, uint8_t digest[SHA256_BYTES]);

#endif
