// soak-writer FILE THREADS LINES: that many threads append that many lines each, one write(2) a line.
// What tests of the injector let it loose on: a program with threads and nothing else in it.

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *path;
static int lines;

static void *append(void *number) {
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (file < 0) return "open";
    for (int i = 0; i < lines; i++) {
        char line[128];
        int length = snprintf(line, sizeof line, "thread %ld line %06d ................................\n", (long)number, i);
        if (write(file, line, (size_t)length) != length) return "write";
    }
    close(file);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 4) return 64;
    path = argv[1];
    lines = atoi(argv[3]);
    int count = atoi(argv[2]);
    pthread_t threads[16];
    if (count < 1 || count > 16) return 64;
    for (long i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, append, (void *)i) != 0) return 70;
    for (int i = 0; i < count; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        if (failed) return 1;
    }
    return 0;
}
