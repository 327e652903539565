#ifndef SOAK_INJECT_REPORT_H
#define SOAK_INJECT_REPORT_H

/// One JSON line at a time on the report descriptor, written with a single write(2).
/// `report_begin` opens it with its event, `report_end` closes and sends it. Lines longer than the buffer
/// are cut in their last text, never in their form. A reader that is gone is no error.
void report_to(int descriptor);
void report_begin(const char *event);
void report_number(const char *key, long long value);
void report_null(const char *key);
void report_text(const char *key, const char *text);
void report_end(void);

#endif
