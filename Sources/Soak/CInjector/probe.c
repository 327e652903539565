#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "report.h"

int probe_create(const char *path) {
    int failure = 0, uncleaned = 0;
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0) {
        failure = errno;
    } else {
        if (write(file, "probe\n", 6) != 6) failure = errno ? errno : EIO;
        close(file);
        if (unlink(path) != 0) uncleaned = errno;
    }
    report_begin("probed");
    report_text("path", path);
    report_number("uid", (long long)geteuid());
    report_number("errno", failure);
    report_end();
    if (uncleaned) fprintf(stderr, "soak-inject: probe %s stays: %s\n", path, strerror(uncleaned));
    return uncleaned ? EX_IOERR : 0;
}
