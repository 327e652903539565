#include "linux_calls.h"
#include <sys/timex.h>

int clock_is_in_sync(long *error_us) {
    struct timex state = {0};
    int answer = adjtimex(&state);
    if (answer < 0) return -1;
    *error_us = state.esterror;
    return answer != TIME_ERROR && !(state.status & STA_UNSYNC);
}
