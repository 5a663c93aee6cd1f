// Asks the hub every second which screens are behind.
#include "tools/signagectl/rollout.h"

#include <algorithm>
#include <ostream>
#include <thread>

#include "player/base/format.h"
#include "player/platform/system_clock.h"
#include "player/store/edition_file.h"
#include "tools/publishing/hub_target.h"
#include "tools/signagectl/fleet_json.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

constexpr std::chrono::seconds between{1};
constexpr std::int64_t longestRollout = 4 * 1024 * 1024;
constexpr std::size_t namedAtMost = 10;

std::string named(const std::vector<std::string>& ids) {
    std::string text;
    for (std::size_t i = 0; i < std::min(ids.size(), namedAtMost); ++i)
        text += (i == 0 ? "" : " ") + printable(ids[i]);
    return ids.size() > namedAtMost ? text + " …" : text;
}

void tell(Context& context, const RolloutAnswer& answer) {
    const bool japanese = context.language == Language::japanese;
    const auto behind = answer.behind.size();
    if (behind == 0) {
        context.out << (japanese ? format("  {}台の画面が新しい版を表示しています", answer.showing)
                                 : format("  {} screens show the new edition", answer.showing));
    } else {
        context.out << (japanese ? format("  まだ前の状態の画面: {}台（切替済み {}台）: {}", behind,
                                          answer.showing, named(answer.behind))
                                 : format("  screens that still show the old state: {} ({} have changed): {}",
                                          behind, answer.showing, named(answer.behind)));
    }
    context.out << std::endl;
}

void tellUnheard(Context& context, const RolloutAnswer& answer) {
    if (answer.offline.empty()) return;
    const bool japanese = context.language == Language::japanese;
    context.out << (japanese ? format("  応答がなく確かめられない画面: {}台: {}", answer.offline.size(),
                                      named(answer.offline))
                             : format("  screens that cannot be asked, nothing being heard of them: {}: {}",
                                      answer.offline.size(), named(answer.offline)))
                << std::endl;
}

Result<RolloutAnswer> ask(const HubReading& hub, const std::string& path) {
    const auto body = hub.get(path, longestRollout);
    if (!body) return Failure(body.error());
    auto answer = parseRollout(*body);
    if (answer) return std::move(*answer);
    return fail(Fault::invalid, hub.address(path),
                {"ハブの返答ではありません", "this is not a hub's answer"});
}

}  // namespace

void watchRollout(Context& context, const TargetOptions& where, const std::string& channel, EditionId edition,
                  int most) {
    if (!publishing::isHubAddress(where.to) || where.tokenFile.empty()) return;
    const auto address = publishing::parseHubAddress(where.to);
    const auto hub = address ? HubReading::open(context, {address->base, where.tokenFile})
                             : Result<HubReading>(Failure(address.error()));
    if (!hub) return void(report(context, hub.error()));
    const std::string path = "/v1/channels/" + percentEncoded(channel) + "/screens";
    const SystemClock clock;
    const auto end = clock.monotonic() + std::chrono::seconds{most};
    std::optional<std::size_t> told;
    for (;;) {
        const auto answer = ask(*hub, path);
        if (!answer) return void(report(context, answer.error()));
        // Somebody has published again: what is asked for now is their edition.
        if (answer->edition != editionName(edition)) return;
        if (told != answer->behind.size()) tell(context, *answer);
        told = answer->behind.size();
        if (answer->behind.empty() || clock.monotonic() >= end) return tellUnheard(context, *answer);
        std::this_thread::sleep_for(between);
    }
}

}  // namespace signage::ctl
