// signagectl enrol: a new screen shows a code; this says which screen it is. signagectl unenrol takes a box's
// name away.
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

struct EnrolWish {
    HubAccess access;
    std::string code;
    std::string player;
    bool replace = false;
    bool json = false;
};

int enrol(Context& context, const EnrolWish& wish) {
    const auto hub = HubReading::open(context, wish.access);
    if (!hub) return report(context, hub.error());
    const std::string body =
        nlohmann::json{{"code", wish.code}, {"player", wish.player}, {"replace", wish.replace}}.dump(
            -1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto answer = hub->change("POST", "/v1/players", body);
    if (!answer) return report(context, answer.error());
    const auto json = nlohmann::json::parse(*answer, nullptr, false);
    const bool replaced = json.is_object() && json.value("replaced", false);
    if (wish.json) {
        context.out << *answer << '\n';
    } else if (context.language == Language::japanese) {
        context.out << printable(wish.player) << " として登録しました"
                    << (replaced ? "（前の端末の登録は取り消しました）\n" : "\n");
    } else {
        context.out << "enrolled as " << printable(wish.player)
                    << (replaced ? " (the box before it may not report any more)\n" : "\n");
    }
    return 0;
}

int unenrol(Context& context, const EnrolWish& wish) {
    const auto hub = HubReading::open(context, wish.access);
    if (!hub) return report(context, hub.error());
    const auto answer = hub->change("DELETE", "/v1/players/" + percentEncoded(wish.player) + "/token", "");
    if (!answer) return report(context, answer.error());
    context.out << (context.language == Language::japanese
                        ? format("{} の登録を取り消しました\n", printable(wish.player))
                        : format("{} may not report any more\n", printable(wish.player)));
    return 0;
}

void addAccess(CLI::App& verb, const std::shared_ptr<EnrolWish>& wish) {
    // The two share one owner, so that the options outlive this call.
    const auto options = addHubAccess(verb, {wish, &wish->access});
    options.hub->required();
    options.tokenFile->required();
}

}  // namespace

void addEnrol(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("enrol", "says which screen the box is that shows this code");
    const auto wish = std::make_shared<EnrolWish>();
    addAccess(*verb, wish);
    verb->add_option("CODE", wish->code, "what the screen shows, 7K3M-9PQX")->required();
    verb->add_option("--player", wish->player, "the screen's id in the playlist")->required();
    verb->add_flag("--replace", wish->replace, "it takes the place of a box that has this name");
    verb->add_flag("--json", wish->json, "the hub's answer, for a program to read");
    verb->callback([&context, wish] { context.action = [&context, wish] { return enrol(context, *wish); }; });
}

void addUnenrol(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("unenrol", "takes a box's name away: stolen, or no longer in use");
    const auto wish = std::make_shared<EnrolWish>();
    addAccess(*verb, wish);
    verb->add_option("PLAYER", wish->player, "the screen's id")->required();
    verb->callback(
        [&context, wish] { context.action = [&context, wish] { return unenrol(context, *wish); }; });
}

}  // namespace signage::ctl
