#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#define EXT4_SHUTDOWN 0x8004587d
#define SHUTDOWN_NO_FLUSH 2u  // as when the power goes: not even the journal is written
#define TRIES_MAX 16          // somebody else may take the free device first

static int attach(int control, int image, char *device, unsigned size) {
    int number = ioctl(control, LOOP_CTL_GET_FREE);
    if (number < 0) return -1;
    snprintf(device, size, "/dev/loop%d", number);
    int loop = open(device, O_RDWR | O_CLOEXEC);
    if (loop < 0) return -1;
    // It is given back with the last mount of it, whoever is killed.
    struct loop_config config = {.fd = (uint32_t)image, .info = {.lo_flags = LO_FLAGS_AUTOCLEAR}};
    if (ioctl(loop, LOOP_CONFIGURE, &config) == 0) return loop;
    int reason = errno;
    close(loop);
    errno = reason;
    return -1;
}

int loop_disk_mount(const char *image, const char *path, char *device, unsigned size) {
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    if (control < 0) return -1;
    int file = open(image, O_RDWR | O_CLOEXEC), loop = -1, result = -1;
    for (int i = 0; file >= 0 && loop < 0 && i < TRIES_MAX; i++) {
        loop = attach(control, file, device, size);
        if (loop < 0 && errno != EBUSY) break;
    }
    if (loop >= 0) result = mount(device, path, "ext4", MS_NOSUID | MS_NODEV, "errors=remount-ro");
    int reason = errno;
    if (loop >= 0) close(loop);
    if (file >= 0) close(file);
    close(control);
    errno = reason;
    return result;
}

int loop_disk_cut_power(const char *path) {
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return -1;
    uint32_t how = SHUTDOWN_NO_FLUSH;
    int result = ioctl(folder, EXT4_SHUTDOWN, &how);
    int reason = errno;
    close(folder);
    errno = reason;
    return result;
}

int mounts_unmount(const char *path) { return umount2(path, 0); }
