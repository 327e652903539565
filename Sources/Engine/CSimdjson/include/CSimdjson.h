#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes inside the decoder, valid until its next call. `bytes` is NULL where the venue sent null.
typedef struct {
    const char *bytes;
    size_t length;
} csimdjson_text;

typedef struct {
    int32_t is_there;  ///< 0 for a side without orders
    csimdjson_text price;
    csimdjson_text size;
} csimdjson_level;

typedef enum {
    CSIMDJSON_MALFORMED = 0,  ///< `detail` says why
    CSIMDJSON_BBO,            ///< coin, time_ms, bid, ask
    CSIMDJSON_CONTEXT,        ///< coin, oracle, mark, open_interest
    CSIMDJSON_SUBSCRIBED,     ///< detail (the type), coin
    CSIMDJSON_UNSUBSCRIBED,   ///< detail (the type), coin
    CSIMDJSON_PONG,
    CSIMDJSON_ERROR,  ///< detail
    CSIMDJSON_OTHER,  ///< detail (the channel)
} csimdjson_kind;

/// One frame of the venue as plain values. Numbers stay text, so that nobody rounds them on the way.
typedef struct {
    csimdjson_kind kind;
    csimdjson_text coin;
    csimdjson_text detail;
    int64_t time_ms;  ///< -1 when the frame has none
    csimdjson_level bid;
    csimdjson_level ask;
    csimdjson_text oracle;
    csimdjson_text mark;
    csimdjson_text open_interest;  ///< NULL when it has none
} csimdjson_frame;

typedef struct {
    csimdjson_text name;  ///< NULL when it has none
    int64_t size_decimals;  ///< -1 when it has none
    int64_t max_leverage;   ///< -1 when it has none
    int32_t is_delisted;
} csimdjson_market;

typedef struct csimdjson_decoder csimdjson_decoder;

/// NULL without memory. Frames longer than `bytes_max` are malformed.
csimdjson_decoder *csimdjson_create(size_t bytes_max);
void csimdjson_destroy(csimdjson_decoder *decoder);

/// Reads a bbo or an activeAssetCtx in exactly the venue's spelling, without a parser: 1. Anything else is 0 and
/// leaves `frame` undefined; `csimdjson_decode` says then what it is. The texts lie in `bytes`.
int32_t csimdjson_decode_canonical(const void *bytes, size_t length, csimdjson_frame *frame);

/// Never fails: what can't be understood is CSIMDJSON_MALFORMED or CSIMDJSON_OTHER. Unknown keys are ignored.
void csimdjson_decode(
    csimdjson_decoder *decoder, const void *bytes, size_t length, csimdjson_frame *frame);

/// Answers of `/info`. The result is NULL, or says what is wrong (a text that lives for ever); then the
/// callbacks may have been called for what came before. Texts are valid during the call that gets them.

/// `dex` for each entry, `cap` after it for each pair of its `assetToStreamingOiCap`.
const char *csimdjson_perp_dexs(
    csimdjson_decoder *decoder, const void *bytes, size_t length, void *context,
    void (*dex)(void *context, csimdjson_text name),
    void (*cap)(void *context, csimdjson_text coin, csimdjson_text cap));

/// `market` for each entry, `fee` after it for each member that speaks of fees (its value as it was written).
const char *csimdjson_meta(
    csimdjson_decoder *decoder, const void *bytes, size_t length, void *context,
    void (*market)(void *context, const csimdjson_market *market),
    void (*fee)(void *context, csimdjson_text key, csimdjson_text value));

#ifdef __cplusplus
}
#endif

#endif
