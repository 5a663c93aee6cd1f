// flock() on a file in the state directory.
#include "player/app/instance_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace signage {

Result<std::unique_ptr<InstanceLock>> InstanceLock::take(const std::string& directory) {
    const std::string path = directory + "/lock";
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    // A player whose supervisor was killed dies with it, but only a moment later.
    int patience = 100;
    while (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
        constexpr useconds_t moment = 20'000;
        if (patience-- > 0) {
            usleep(moment);
            continue;
        }
        close(file);
        return fail(Fault::refused, directory,
                    {"別のプレイヤーがこのフォルダーを使っています", "another player uses this folder"},
                    {"先にそのプレイヤーを止めるか、別の --state-dir を指定してください",
                     "stop that player, or give another --state-dir"});
    }
    return std::unique_ptr<InstanceLock>(new InstanceLock(file));
}

InstanceLock::~InstanceLock() {
    if (file_ >= 0) close(file_);
}

}  // namespace signage
