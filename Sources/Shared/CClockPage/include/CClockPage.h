#ifndef CCLOCKPAGE_H
#define CCLOCKPAGE_H

#include <stdint.h>

/// The clock of a rehearsal: one small mapped file that the synthetic exchange writes and everybody else
/// reads. Virtual time runs at `rate` from an origin, and never past `limit`, which the exchange moves
/// ahead only as far as it has really sent: where it falls behind, time stands still by itself, without
/// anybody having to notice. So a slow machine makes a rehearsal longer, never wrong.
typedef struct {
    int64_t virtual_ns;  ///< virtual time, ns since the Unix epoch, at `real_ns`
    int64_t real_ns;     ///< CLOCK_MONOTONIC
    double rate;         ///< virtual seconds per real second
    int64_t limit_ns;    ///< virtual time never goes past this
} clock_reading;

/// An opened page. `clock_page_open` and `_create` give NULL with errno set when the file can't be
/// opened, is too short, or is no clock page (EINVAL).
typedef struct clock_page clock_page;

clock_page *clock_page_create(const char *path, clock_reading first);
clock_page *clock_page_open(const char *path);
void clock_page_close(clock_page *page);

/// One writer only. A reader meanwhile sees the old values or the new ones, never a mix.
void clock_page_write(clock_page *page, clock_reading reading);
clock_reading clock_page_read(const clock_page *page);

/// CLOCK_MONOTONIC in ns.
int64_t clock_real_ns(void);
/// Virtual time now, ns since the Unix epoch: `virtual_ns + (real now - real_ns) * rate`, at most `limit_ns`.
int64_t clock_page_now_ns(const clock_page *page);
/// The same for a reading taken before and a real time given.
int64_t clock_reading_at_ns(clock_reading reading, int64_t real_now_ns);

#endif
