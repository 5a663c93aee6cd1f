// Counters for monitoring.
#include "tools/hub/metrics.h"

#include "player/base/format.h"

namespace signage::hub {
namespace {

void head(std::string& text, std::string_view name, std::string_view type, std::string_view help) {
    text += format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void addPlayers(std::string& text, const Fleet& fleet) {
    head(text, "signage_players", "gauge", "Players that were ever heard of, by state.");
    for (const auto& [state, count] : fleet.counts) {
        text += format("signage_players{{state=\"{}\"}} {}\n", state, count);
    }
    head(text, "signage_screens_silent", "gauge",
         "Screens that a playlist lists and that were never heard of.");
    text += format("signage_screens_silent {}\n", fleet.silent.size());
    int attention = 0;
    for (const FleetRow& row : fleet.rows) {
        if (isAlarm(row.concern)) ++attention;
    }
    head(text, "signage_players_need_attention", "gauge", "Players that need a person.");
    text += format("signage_players_need_attention {}\n", attention);
}

void addEditions(std::string& text, const Fleet& fleet) {
    head(text, "signage_edition_number", "gauge", "Number of the current edition, by channel and epoch.");
    for (const ChannelView& channel : fleet.channels) {
        text += format("signage_edition_number{{channel=\"{}\",epoch=\"{}\"}} {}\n", channel.channel,
                       channel.current.epoch, channel.current.number);
    }
    head(text, "signage_expiry_timestamp_seconds", "gauge",
         "When the current edition and the keys.json behind it end, in seconds since 1970.");
    for (const ChannelView& channel : fleet.channels) {
        for (const auto& [what, time] :
             {std::pair{"edition", channel.expires}, std::pair{"keys", channel.keysExpire}}) {
            if (!time) continue;
            text +=
                format("signage_expiry_timestamp_seconds{{channel=\"{}\",what=\"{}\"}} {}\n", channel.channel,
                       what, std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count());
        }
    }
}

}  // namespace

void Metrics::answered(std::string_view pattern, int status) {
    const std::lock_guard lock(mutex_);
    ++requests_[{std::string(pattern), status}];
}

void Metrics::received(const HeartbeatCounts& counts) {
    const std::lock_guard lock(mutex_);
    heartbeats_.stored += counts.stored;
    heartbeats_.duplicate += counts.duplicate;
    heartbeats_.rejected += counts.rejected;
}

std::string Metrics::text(const Fleet& fleet) const {
    std::string text;
    addPlayers(text, fleet);
    addEditions(text, fleet);
    const std::lock_guard lock(mutex_);
    head(text, "signage_heartbeats_total", "counter", "Heartbeat records received, by what became of them.");
    text += format("signage_heartbeats_total{{result=\"stored\"}} {}\n", heartbeats_.stored);
    text += format("signage_heartbeats_total{{result=\"duplicate\"}} {}\n", heartbeats_.duplicate);
    text += format("signage_heartbeats_total{{result=\"rejected\"}} {}\n", heartbeats_.rejected);
    head(text, "signage_http_requests_total", "counter", "Requests answered, by route and status.");
    for (const auto& [key, count] : requests_) {
        text += format("signage_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                       key.second, count);
    }
    return text;
}

}  // namespace signage::hub
