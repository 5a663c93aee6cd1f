// Counters for monitoring.
#include "tools/hub/metrics.h"

#include "player/base/format.h"

namespace signage::hub {
namespace {

void head(std::string& text, std::string_view name, std::string_view type, std::string_view help) {
    text += format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

// As the format asks of label values; ids and channels need it only if their rules ever change.
std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == '\\' || c == '"') text += '\\';
        text += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return text;
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
        text += format("signage_edition_number{{channel=\"{}\",epoch=\"{}\"}} {}\n", escaped(channel.channel),
                       channel.current.epoch, channel.current.number);
    }
    head(text, "signage_expiry_timestamp_seconds", "gauge",
         "When the current edition and the keys.json behind it end, in seconds since 1970.");
    for (const ChannelView& channel : fleet.channels) {
        for (const auto& [what, time] :
             {std::pair{"edition", channel.expires}, std::pair{"keys", channel.keysExpire}}) {
            if (!time) continue;
            text += format("signage_expiry_timestamp_seconds{{channel=\"{}\",what=\"{}\"}} {}\n",
                           escaped(channel.channel), what,
                           std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count());
        }
    }
}

// As many series as screens with a token: strangers make none.
void addScreens(std::string& text, const Fleet& fleet) {
    using Seconds = std::chrono::duration<double>;
    head(text, "signage_heartbeat_age_seconds", "gauge", "Since a player was heard of last.");
    for (const FleetRow& row : fleet.rows) {
        text += format("signage_heartbeat_age_seconds{{screen=\"{}\"}} {:.3f}\n", escaped(row.status.id),
                       Seconds(fleet.now - row.status.heard).count());
    }
    head(text, "signage_clock_skew_seconds", "gauge", "The hub's clock minus the player's.");
    for (const FleetRow& row : fleet.rows) {
        text += format("signage_clock_skew_seconds{{screen=\"{}\"}} {:.3f}\n", escaped(row.status.id),
                       row.skewSeconds);
    }
    head(text, "signage_screen_edition_number", "gauge", "Number of the edition on a screen, by epoch.");
    for (const FleetRow& row : fleet.rows) {
        if (!row.edition) continue;
        text += format("signage_screen_edition_number{{screen=\"{}\",epoch=\"{}\"}} {}\n",
                       escaped(row.status.id), row.edition->epoch, row.edition->number);
    }
}

}  // namespace

void DurationHistogram::add(std::chrono::nanoseconds took) {
    const double value = std::chrono::duration<double>(took).count();
    ++count_;
    sum_ += value;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (value <= bounds.at(i)) {
            ++counts_.at(i);
            return;
        }
    }
}

void DurationHistogram::write(std::string& text, std::string_view name, const std::string& labels) const {
    const std::string more = labels.empty() ? "" : labels + ",";
    const std::string alone = labels.empty() ? "" : "{" + labels + "}";
    std::uint64_t upTo = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        upTo += counts_.at(i);
        text += format("{}_bucket{{{}le=\"{}\"}} {}\n", name, more, bounds.at(i), upTo);
    }
    text += format("{}_bucket{{{}le=\"+Inf\"}} {}\n", name, more, count_);
    text += format("{}_sum{} {}\n{}_count{} {}\n", name, alone, sum_, name, alone, count_);
}

void Metrics::answered(std::string_view pattern, int status, std::chrono::nanoseconds took) {
    const std::lock_guard lock(mutex_);
    durations_[std::string(pattern)].add(took);
    ++requests_[{std::string(pattern), status}];
}

void Metrics::received(const HeartbeatCounts& counts) {
    const std::lock_guard lock(mutex_);
    heartbeats_.stored += counts.stored;
    heartbeats_.duplicate += counts.duplicate;
    heartbeats_.rejected += counts.rejected;
}

void Metrics::committed(std::chrono::nanoseconds took) {
    const std::lock_guard lock(mutex_);
    commits_.add(took);
}

void Metrics::alerts(std::string_view channel, std::string_view result, std::uint64_t count) {
    const std::lock_guard lock(mutex_);
    alerts_[{std::string(channel.substr(0, channel.find(':'))), std::string(result)}] += count;
}

std::string Metrics::text(const Fleet& fleet) const {
    std::string text;
    addPlayers(text, fleet);
    addEditions(text, fleet);
    addScreens(text, fleet);
    head(text, "signage_build_info", "gauge", "Always 1; the label tells the version.");
    text += format("signage_build_info{{version=\"{}\"}} 1\n", escaped(SIGNAGE_VERSION));
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
    head(text, "signage_http_request_duration_seconds", "histogram",
         "From a request's head to its answer, by route.");
    for (const auto& [route, histogram] : durations_) {
        histogram.write(text, "signage_http_request_duration_seconds",
                        format("route=\"{}\"", escaped(route)));
    }
    head(text, "signage_store_commit_duration_seconds", "histogram",
         "From a post's heartbeats read to their being on the medium.");
    commits_.write(text, "signage_store_commit_duration_seconds", "");
    head(text, "signage_alerts_total", "counter", "Alerts, by channel and by what became of them.");
    for (const auto& [key, count] : alerts_) {
        text += format("signage_alerts_total{{channel=\"{}\",result=\"{}\"}} {}\n", escaped(key.first),
                       escaped(key.second), count);
    }
    return text;
}

}  // namespace signage::hub
