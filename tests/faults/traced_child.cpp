// ptrace.
#include "tests/faults/traced_child.h"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <system_error>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace signage::faults {
namespace {

struct KnownCall {
    long number;
    CallClass call;
};

// Some machines have only the *at forms.
constexpr KnownCall knownCalls[] = {
#ifdef SYS_open
    {SYS_open, CallClass::open},
#endif
#ifdef SYS_creat
    {SYS_creat, CallClass::open},
#endif
#ifdef SYS_rename
    {SYS_rename, CallClass::rename},
#endif
#ifdef SYS_renameat
    {SYS_renameat, CallClass::rename},
#endif
#ifdef SYS_unlink
    {SYS_unlink, CallClass::unlink},
#endif
#ifdef SYS_mkdir
    {SYS_mkdir, CallClass::make_folder},
#endif
    {SYS_openat, CallClass::open},       {SYS_write, CallClass::write},
    {SYS_pwrite64, CallClass::write},    {SYS_writev, CallClass::write},
    {SYS_ftruncate, CallClass::write},   {SYS_fsync, CallClass::sync},
    {SYS_fdatasync, CallClass::sync},    {SYS_renameat2, CallClass::rename},
    {SYS_unlinkat, CallClass::unlink},   {SYS_mkdirat, CallClass::make_folder},
    {SYS_close, CallClass::close},
};

std::optional<CallClass> classOf(unsigned long long number) {
    for (const KnownCall& known : knownCalls) {
        if (static_cast<unsigned long long>(known.number) == number) return known.call;
    }
    return std::nullopt;
}

Failure notTraced() {
    const std::string why = std::generic_category().message(errno);
    return fail(Fault::unsupported, "ptrace", {why, why});
}

[[noreturn]] void beTraced(const std::function<bool(int)>& work, int pipe) {
    constexpr int cannot = 97;
    constexpr int threw = 98;
    if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(cannot);
    raise(SIGSTOP);
    try {
        _exit(work(pipe) ? 0 : 1);
    } catch (const std::exception&) {
        _exit(threw);
    }
}

#if defined(__x86_64__)
constexpr bool changesCalls = true;
// Stopped before a call: the kernel finds no such call, and does nothing.
bool skipCall(pid_t child) {
    return ptrace(PTRACE_POKEUSER, child, offsetof(user, regs.orig_rax), -1L) == 0;
}
// Stopped after a call.
bool giveResult(pid_t child, long result) {
    return ptrace(PTRACE_POKEUSER, child, offsetof(user, regs.rax), result) == 0;
}
#else
constexpr bool changesCalls = false;
bool skipCall(pid_t) {
    return false;
}
bool giveResult(pid_t, long) {
    return false;
}
#endif

// Follows the child from stop to stop.
class Tracer {
  public:
    Tracer(pid_t child, int pipe, std::optional<CallPoint> point, TracedRun& run)
        : child_(child), pipe_(pipe), point_(point), run_(run) {}

    // False: it could not be traced.
    bool follow() {
        int status = 0;
        if (waitpid(child_, &status, 0) != child_ || !WIFSTOPPED(status)) return false;
        if (ptrace(PTRACE_SETOPTIONS, child_, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0) {
            return false;
        }
        long signal = 0;
        for (;;) {
            // Once killed it needs no push, and may be gone already.
            if (!killed_ && ptrace(PTRACE_SYSCALL, child_, nullptr, signal) != 0) return false;
            if (waitpid(child_, &status, 0) != child_) return false;
            if (!WIFSTOPPED(status)) break;
            constexpr int callStop = SIGTRAP | 0x80;
            const int stop = WSTOPSIG(status);
            signal = stop == callStop ? 0 : stop;
            if (stop == callStop && !killed_ && !atCall()) return false;
        }
        run_.wentWell = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        return true;
    }

  private:
    bool atCall() {
        __ptrace_syscall_info info{};
        if (ptrace(PTRACE_GET_SYSCALL_INFO, child_, sizeof info, &info) <= 0) return false;
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
            const auto call = classOf(info.entry.nr);
            inPoint_ = false;
            if (!call ||
                (*call == CallClass::write && info.entry.args[0] == static_cast<std::uint64_t>(pipe_))) {
                return true;
            }
            const int index = run_.calls.at(static_cast<std::size_t>(*call))++;
            inPoint_ = isPoint(*call, index);
            if (!inPoint_) return true;
            run_.came = true;
            if (point_->error != 0) return skipCall(child_);
            if (!point_->after) end();
        } else if (info.op == PTRACE_SYSCALL_INFO_EXIT && inPoint_) {
            inPoint_ = false;
            if (point_->error != 0) return giveResult(child_, -point_->error);
            end();
        }
        return true;
    }
    bool isPoint(CallClass call, int index) const {
        if (!point_ || point_->call != call) return false;
        return point_->nth == index || (point_->forEver && index > point_->nth);
    }
    // Killed while stopped before a call, the child never does it.
    void end() {
        killed_ = true;
        kill(child_, SIGKILL);
    }

    pid_t child_;
    int pipe_;
    std::optional<CallPoint> point_;
    TracedRun& run_;
    bool inPoint_ = false;
    bool killed_ = false;
};

std::string readAll(int descriptor) {
    std::string text;
    char buffer[512];
    for (;;) {
        const ssize_t got = read(descriptor, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(buffer, static_cast<std::size_t>(got));
    }
}

}  // namespace

bool canFailCalls() {
    return changesCalls;
}

const char* callClassName(CallClass call) {
    constexpr const char* names[callClasses] = {"open",   "write", "fsync", "rename",
                                                "unlink", "mkdir", "close"};
    return names[static_cast<std::size_t>(call)];
}

Result<TracedRun> runTraced(const std::function<bool(int pipe)>& work, std::optional<CallPoint> point) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return notTraced();
    const pid_t child = fork();
    if (child < 0) return notTraced();
    if (child == 0) beTraced(work, ends[1]);
    close(ends[1]);
    TracedRun run;
    const bool traced = Tracer(child, ends[1], point, run).follow();
    const int why = errno;
    if (!traced) {
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    }
    run.said = readAll(ends[0]);
    close(ends[0]);
    errno = why;
    if (!traced) return notTraced();
    return run;
}

}  // namespace signage::faults
