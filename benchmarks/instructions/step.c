/*
 * Steps one thread of a process through so many instructions and writes the address of each, 8 bytes, to a file.
 * usage: step THREAD COUNT FILE
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>

static void fail(const char *what)
{
    fprintf(stderr, "step: %s: %s\n", what, strerror(errno));
    exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: step THREAD COUNT FILE\n");
        return 2;
    }
    const pid_t thread = atoi(argv[1]);
    const long count = atol(argv[2]);
    FILE *out = fopen(argv[3], "wb");
    if (out == NULL)
        fail(argv[3]);
    int status;
    if (ptrace(PTRACE_SEIZE, thread, 0, 0) != 0 || ptrace(PTRACE_INTERRUPT, thread, 0, 0) != 0)
        fail("ptrace");
    if (waitpid(thread, &status, __WALL) < 0)
        fail("waitpid");
    for (long i = 0; i < count; i++) {
        struct user_regs_struct registers;
        if (ptrace(PTRACE_GETREGS, thread, 0, &registers) != 0)
            fail("registers");
        const uint64_t address = registers.rip;
        fwrite(&address, sizeof address, 1, out);
        /* A signal that is not our own step belongs to the process. */
        const int stop = WSTOPSIG(status);
        const int signal = WIFSTOPPED(status) && status >> 16 == 0 && stop != SIGTRAP ? stop : 0;
        if (ptrace(PTRACE_SINGLESTEP, thread, 0, signal) != 0 || waitpid(thread, &status, __WALL) < 0 || WIFEXITED(status))
            fail("step");
    }
    ptrace(PTRACE_DETACH, thread, 0, 0);
    return fclose(out) == 0 ? 0 : 1;
}
