#ifndef IN_ORDER_H
#define IN_ORDER_H

#include "CCanonical.h"

// 10^0 to 10^8.
extern const int64_t power_of_ten[9];

// Read the line from its first byte to its last: every canonical line, and no other.
bool signal_in_order(const uint8_t *line, size_t length, canonical_signal *signal);
bool followup_in_order(const uint8_t *line, size_t length, canonical_followup *followup);

#endif
