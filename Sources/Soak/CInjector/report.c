#include "report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 8192
#define LINE_RESERVE 256  // what the members after a long text need

static int output = 2;
static char line[LINE_MAX_BYTES];
static size_t used;

void report_to(int descriptor) { output = descriptor; }

static void put(const char *text) {
    size_t length = strlen(text);
    if (used + length > sizeof line - 2) return;
    memcpy(line + used, text, length);
    used += length;
}

static void key(const char *name) {
    put(",\"");
    put(name);
    put("\":");
}

static void quoted(const char *text) {
    put("\"");
    for (const unsigned char *p = (const unsigned char *)text; *p && used < sizeof line - LINE_RESERVE; p++) {
        char part[8];
        if (*p == '"' || *p == '\\') snprintf(part, sizeof part, "\\%c", *p);
        else if (*p < 0x20) snprintf(part, sizeof part, "\\u%04x", *p);
        else snprintf(part, sizeof part, "%c", *p);
        put(part);
    }
    put("\"");
}

void report_begin(const char *event) {
    used = 0;
    put("{\"event\":");
    quoted(event);
}

void report_number(const char *name, long long value) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", value);
    key(name);
    put(digits);
}

void report_null(const char *name) {
    key(name);
    put("null");
}

void report_text(const char *name, const char *text) {
    key(name);
    quoted(text);
}

void report_end(void) {
    line[used++] = '}';
    line[used++] = '\n';
    ssize_t sent = write(output, line, used);
    (void)sent;
}
