// The journal's two files and the line that was torn.
#include "player/heartbeat/journal.h"

#include <algorithm>
#include <utility>

#include "player/base/format.h"
#include "player/heartbeat/wire.h"

namespace signage {
namespace {

constexpr const char* currentName = "/journal.jsonl";
constexpr const char* earlierName = "/journal.1.jsonl";
constexpr std::int64_t chunk = 256 * 1024;
// Longer than any line that is written; a file without line ends must not fill the memory.
constexpr std::size_t longestLine = 4 * 1024 * 1024;

// True: the caller wants more. Counts what is no line of a journal.
Result<bool> readLines(const Disk& disk, const std::string& path,
                       const std::function<bool(std::string_view)>& take, int& torn) {
    std::string rest;
    for (std::int64_t offset = 0;;) {
        const auto part = disk.readPart(path, offset, chunk);
        if (!part) return Failure(part.error());
        if (part->empty()) {
            // Without its line end, but perhaps whole but for that.
            if (rest.empty()) return true;
            if (isJsonObject(rest)) return take(rest);
            ++torn;
            return true;
        }
        offset += static_cast<std::int64_t>(part->size());
        rest += *part;
        std::size_t begin = 0;
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
            const std::string_view line = std::string_view(rest).substr(begin, end - begin);
            begin = end + 1;
            if (!isJsonObject(line)) {
                if (!line.empty()) ++torn;
            } else if (!take(line)) {
                return false;
            }
        }
        rest.erase(0, begin);
        if (rest.size() > longestLine) {
            rest.clear();
            ++torn;
        }
    }
}

bool exists(const Disk& disk, const std::string& directory) {
    return disk.info(directory + currentName).has_value() || disk.info(directory + earlierName).has_value();
}

}  // namespace

Journal::Journal(Disk& disk, std::string directory, JournalLimits limits)
    : disk_(disk), directory_(std::move(directory)), limits_(limits) {}

void Journal::record(Instant at, std::string_view json) {
    write(at, journalRecordLine(at, json));
}

void Journal::event(Instant at, std::string_view name, std::string_view why) {
    write(at, journalEventLine(at, name, why));
}

void Journal::write(Instant at, const std::string& line) {
    std::string lines;
    if (lost_ > 0) {
        const auto why = format("{} lines could not be written", lost_);
        lines = journalEventLine(at, "journal-lines-lost", why);
    }
    lines += line;
    if (tryWrite(lines)) {
        lost_ = 0;
        return;
    }
    ++lost_;
    checkedTail_ = false;
}

Result<void> Journal::tryWrite(const std::string& line) {
    const std::string path = directory_ + currentName;
    rotateWhenFull(static_cast<std::int64_t>(line.size()));
    auto file = disk_.append(path);
    const bool fresh = !file && file.error().fault == Fault::not_found;
    if (fresh) file = disk_.create(path);
    if (!file) return Failure(file.error());
    if (fresh || checkedTail_) {
        checkedTail_ = true;
        return (*file)->append(line);
    }
    // A loss of power or a full disk may have torn the last line: what follows it must begin a new one.
    const auto info = disk_.info(path);
    bool torn = false;
    if (info && info->bytes > 0) {
        const auto last = disk_.readPart(path, info->bytes - 1, 1);
        torn = last && *last != "\n";
    }
    checkedTail_ = true;
    return (*file)->append(torn ? "\n" + line : line);
}

void Journal::rotateWhenFull(std::int64_t bytes) {
    const auto info = disk_.info(directory_ + currentName);
    if (!info || info->bytes == 0 || info->bytes + bytes <= limits_.fileBytes) return;
    // When it fails the current file grows on; the next line tries again.
    if (disk_.rename(directory_ + currentName, directory_ + earlierName)) checkedTail_ = false;
}

Result<int> readJournal(const Disk& disk, const std::string& directory,
                        const std::function<bool(std::string_view line)>& take) {
    std::string place = directory;
    if (!exists(disk, place)) place += "/heartbeat";
    if (!exists(disk, place)) {
        return fail(Fault::not_found, directory, {"記録がありません", "there is no journal here"},
                    {"プレーヤーの --state-dir を指定してください", "name the player's --state-dir"});
    }
    int torn = 0;
    for (const char* name : {earlierName, currentName}) {
        const auto read = readLines(disk, place + name, take, torn);
        if (!read && read.error().fault != Fault::not_found) return Failure(read.error());
        if (read && !*read) break;
    }
    return torn;
}

}  // namespace signage
