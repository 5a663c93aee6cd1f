// --since and --until.
#include "tools/signagectl/period.h"

namespace signage::ctl {
namespace {

Result<std::optional<Instant>> timeGiven(const std::string& text, const char* option) {
    if (text.empty()) return std::optional<Instant>();
    const auto time = parseInstant(text, Zone::tokyo());
    if (!time) return Failure(Error(time.error()).within(option));
    return std::optional<Instant>(*time);
}

}  // namespace

Result<Period> parsePeriod(const std::string& since, const std::string& until) {
    const auto begin = timeGiven(since, "--since");
    if (!begin) return Failure(begin.error());
    const auto end = timeGiven(until, "--until");
    if (!end) return Failure(end.error());
    if (*begin && *end && **end <= **begin) {
        return fail(Fault::invalid, "--until", {"--since より後ではありません", "it is not after --since"},
                    {"終わりの日時を後にしてください", "give a later end"});
    }
    return Period{*begin, *end};
}

}  // namespace signage::ctl
