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

/// How the wall clock differs from virtual time: nothing, unless somebody plays a clock that is set or runs wrong.
/// Virtual time itself never feels it.
typedef struct {
    int64_t offset_ns;
    int64_t drift_permille;  ///< ms gained in each virtual second, counted from `from_ns` on
    int64_t from_ns;         ///< virtual
} clock_wall;

/// An opened page. `clock_page_open` and `_create` give NULL with errno set when the file can't be
/// opened, is too short, or is no clock page (EINVAL).
typedef struct clock_page clock_page;

clock_page *clock_page_create(const char *path, clock_reading first);
clock_page *clock_page_open(const char *path);
/// Readable as any, and the one that may call `clock_page_set_wall`.
clock_page *clock_page_open_to_set_wall(const char *path);
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

/// One writer only, which need not be that of the time.
void clock_page_set_wall(clock_page *page, clock_wall wall);
/// What the wall clock says at this virtual time.
int64_t clock_page_wall_ns(const clock_page *page, int64_t now_ns);

#endif
