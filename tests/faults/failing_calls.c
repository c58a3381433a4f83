/* Let the n-th call of the system fail, or kill the process there: a library for LD_PRELOAD.

Calls count that concern a file below one folder, in this process and in all that it forks: the
counter is in memory that they share. faults_arm starts counting; faults_kind tells what call n was. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN, WRITE, RENAME, FSYNC, LINK, UNLINK, MMAP, MKDIR };
#define MOST 65536

static struct shared {
    volatile int armed, error, kill;
    volatile long count, at;
    char below[PATH_MAX];
    size_t length;
    unsigned char kinds[MOST];
} *shared;

static struct shared *state(void)
{
    if (!shared) {
        void *memory = (void *)syscall(SYS_mmap, NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        shared = memory;
    }
    return shared;
}

__attribute__((constructor)) static void begin(void) { state(); }

void faults_arm(const char *below, long at, int error, int kill)
{
    struct shared *s = state();
    s->length = strlen(below);
    memcpy(s->below, below, s->length + 1);
    s->count = 0;
    s->at = at;
    s->error = error;
    s->kill = kill;
    s->armed = 1;
}

void faults_disarm(void) { state()->armed = 0; }
long faults_count(void) { return state()->count; }
int faults_kind(long n) { return n < MOST ? state()->kinds[n] : -1; }

static int concerns(const char *path)
{
    struct shared *s = state();
    return strncmp(path, s->below, s->length) == 0 && (path[s->length] == '/' || !path[s->length]);
}

/* Count a call; say whether it is to fail. */
static int fails(int kind)
{
    struct shared *s = state();
    long n = __sync_add_and_fetch(&s->count, 1);
    if (n < MOST)
        s->kinds[n] = kind;
    if (n != s->at)
        return 0;
    if (s->kill)
        syscall(SYS_kill, (long)getpid(), (long)SIGKILL);
    errno = s->error;
    return 1;
}

static int path_fails(int kind, int folder, const char *path)
{
    char whole[2 * PATH_MAX + 2];
    ssize_t size;
    if (!state()->armed || !path)
        return 0;
    if (path[0] == '/')
        return concerns(path) && fails(kind);
    if (folder == AT_FDCWD) {
        size = syscall(SYS_getcwd, whole, PATH_MAX) - 1;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        size = syscall(SYS_readlinkat, AT_FDCWD, link, whole, PATH_MAX);
    }
    if (size < 0)
        return 0;
    snprintf(whole + size, sizeof whole - size, "/%s", path);
    return concerns(whole) && fails(kind);
}

static int descriptor_fails(int kind, int descriptor)
{
    char link[64], path[PATH_MAX + 1];
    ssize_t size;
    if (!state()->armed || descriptor < 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    size = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX);
    if (size < 0)
        return 0;
    path[size] = 0;
    return concerns(path) && fails(kind);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE                                                                                       \
    mode_t mode = 0;                                                                               \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                           \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode = va_arg(rest, mode_t);                                                               \
        va_end(rest);                                                                              \
    }

int open(const char *path, int flags, ...)
{
    MODE
    return path_fails(OPEN, AT_FDCWD, path) ? -1 : REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...)
{
    MODE
    return path_fails(OPEN, AT_FDCWD, path) ? -1 : REAL(open64)(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...)
{
    MODE
    return path_fails(OPEN, folder, path) ? -1 : REAL(openat)(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...)
{
    MODE
    return path_fails(OPEN, folder, path) ? -1 : REAL(openat64)(folder, path, flags, mode);
}
ssize_t write(int descriptor, const void *content, size_t size)
{
    return descriptor_fails(WRITE, descriptor) ? -1 : REAL(write)(descriptor, content, size);
}
ssize_t pwrite(int descriptor, const void *content, size_t size, off_t at)
{
    return descriptor_fails(WRITE, descriptor) ? -1 : REAL(pwrite)(descriptor, content, size, at);
}
ssize_t pwrite64(int descriptor, const void *content, size_t size, off64_t at)
{
    return descriptor_fails(WRITE, descriptor) ? -1 : REAL(pwrite64)(descriptor, content, size, at);
}
int rename(const char *from, const char *to)
{
    return path_fails(RENAME, AT_FDCWD, to) ? -1 : REAL(rename)(from, to);
}
int renameat(int from_folder, const char *from, int folder, const char *to)
{
    return path_fails(RENAME, folder, to) ? -1 : REAL(renameat)(from_folder, from, folder, to);
}
int fsync(int descriptor) { return descriptor_fails(FSYNC, descriptor) ? -1 : REAL(fsync)(descriptor); }
int link(const char *from, const char *to)
{
    return path_fails(LINK, AT_FDCWD, to) ? -1 : REAL(link)(from, to);
}
int linkat(int from_folder, const char *from, int folder, const char *to, int flags)
{
    return path_fails(LINK, folder, to) ? -1 : REAL(linkat)(from_folder, from, folder, to, flags);
}
int unlink(const char *path)
{
    return path_fails(UNLINK, AT_FDCWD, path) ? -1 : REAL(unlink)(path);
}
int unlinkat(int folder, const char *path, int flags)
{
    return path_fails(UNLINK, folder, path) ? -1 : REAL(unlinkat)(folder, path, flags);
}
int rmdir(const char *path) { return path_fails(UNLINK, AT_FDCWD, path) ? -1 : REAL(rmdir)(path); }
int mkdir(const char *path, mode_t mode)
{
    return path_fails(MKDIR, AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode);
}
void *mmap(void *at, size_t size, int protection, int flags, int descriptor, off_t offset)
{
    if (descriptor_fails(MMAP, descriptor))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, protection, flags, descriptor, offset);
}
void *mmap64(void *at, size_t size, int protection, int flags, int descriptor, off64_t offset)
{
    if (descriptor_fails(MMAP, descriptor))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, protection, flags, descriptor, offset);
}
