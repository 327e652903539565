// The venue's own spelling of its two busy frames, read without a parser.

#ifndef CANONICAL_H
#define CANONICAL_H

#include "CSimdjson.h"

namespace canonical {

// Fills `frame` and says true when the bytes are exactly what the venue sends: its keys in its order, nothing
// between tokens, plain ASCII without escapes. Everything else is false, and means nothing: the general parser
// is asked then. What is taken here must be what that one would have said; a test holds the two together.
bool decode(const char *bytes, size_t length, csimdjson_frame &frame);

}  // namespace canonical

#endif
