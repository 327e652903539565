#ifndef CCANONICAL_H
#define CCANONICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Reads record lines that stand in their one canonical form (docs/formats.md): fixed keys in a fixed order, numbers
// exact. Each function answers false at the first byte that is otherwise, and says nothing of it: what is wrong with
// a line is for the careful reader to say. Nothing is allocated, nothing behind `length` is read.

typedef struct {
    // The name of the dex, its bytes from the highest one down; 0 where it is longer than seven bytes.
    uint64_t dex;
    const uint8_t *name;
    size_t name_length;
    int64_t index;
} canonical_market;

typedef struct {
    canonical_market market;
    int64_t timestamp_ms, number;
    bool is_sell;
} canonical_id;

// Prices and sizes in 1e-8, edges in hundredths of a basis point.
typedef struct {
    int64_t timestamp_ms;
    canonical_market market;
    canonical_id id;
    int64_t raw_edge, net_edge;
    int64_t oracle, best, best_size, suggested_size;
    bool is_sell;
} canonical_signal;

typedef struct {
    canonical_id id;
    canonical_market market;
    int64_t signal_timestamp_ms, offset_ms, captured_at_ms;
    int64_t then_oracle, then_best, then_raw_edge;
    int64_t oracle, best, best_size, raw_edge;
    int64_t edge_change, oracle_moved, market_moved;
    bool is_sell;
} canonical_followup;

// A line without its newline.
bool canonical_signal_read(const uint8_t *line, size_t length, canonical_signal *signal);
bool canonical_followup_read(const uint8_t *line, size_t length, canonical_followup *followup);
// `sig_<market>_<side>_<timestamp_ms>_<n>`, without quotes.
bool canonical_id_read(const uint8_t *text, size_t length, canonical_id *id);

#endif
