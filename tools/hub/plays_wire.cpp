// The JSON of plays, timelines and hours.
#include "tools/hub/plays_wire.h"

#include <nlohmann/json.hpp>

namespace signage::hub {
namespace {

using PlaysJson = nlohmann::ordered_json;

std::string written(const PlaysJson& json) {
    return json.dump(-1, ' ', false, PlaysJson::error_handler_t::replace);
}

double inSeconds(Duration length) {
    return std::chrono::duration<double>(length).count();
}

std::string inTokyo(Instant time) {
    return formatInstant(time, Zone::tokyo());
}

PlaysJson nullWhenEmpty(const std::string& text) {
    return text.empty() ? PlaysJson(nullptr) : PlaysJson(text);
}

PlaysJson segmentsJson(const Timeline& timeline) {
    PlaysJson list = PlaysJson::array();
    for (const auto& segment : timeline.segments) {
        list.push_back({{"start", inTokyo(segment.start)},
                        {"seconds", inSeconds(segment.length)},
                        {"slide", segment.slide},
                        {"edition", nullWhenEmpty(segment.edition)},
                        {"state", nullWhenEmpty(segment.state)},
                        {"proof", proofName(segment.proof)}});
    }
    return list;
}

PlaysJson statesJson(const Timeline& timeline) {
    PlaysJson list = PlaysJson::array();
    for (const auto& state : timeline.states) {
        list.push_back({{"start", inTokyo(state.start)},
                        {"seconds", inSeconds(state.length)},
                        {"state", state.state},
                        {"reason", state.reason}});
    }
    return list;
}

PlaysJson hourJson(Instant begin, const HourSummary& hour) {
    PlaysJson states = PlaysJson::object();
    for (const auto& [state, length] : hour.states) states[state] = inSeconds(length);
    PlaysJson slides = PlaysJson::array();
    double verified = 0;
    for (const auto& [slide, share] : hour.slides) {
        slides.push_back({{"slide", slide},
                          {"plays", share.plays},
                          {"seconds", inSeconds(share.length)},
                          {"verified_seconds", inSeconds(share.verified)}});
        verified += inSeconds(share.verified);
    }
    return {{"hour", inTokyo(begin)},
            {"records", hour.records},
            {"state_seconds", std::move(states)},
            {"frames", {{"presented", hour.presented}, {"missed", hour.missed}}},
            {"restarts", hour.restarts},
            {"verified_seconds", verified},
            {"slides", std::move(slides)}};
}

}  // namespace

std::string playsBody(const PlayPage& page) {
    PlaysJson list = PlaysJson::array();
    for (const Play& play : page.plays) {
        list.push_back({{"player", play.player},
                        {"slide", play.showing.slide},
                        {"edition", nullWhenEmpty(play.showing.edition)},
                        {"start", inTokyo(play.showing.start)},
                        {"seconds", inSeconds(play.showing.length)},
                        {"verified", play.showing.verified},
                        {"proof", proofName(play.showing.proof)}});
    }
    return written({{"plays", std::move(list)}, {"more", page.more}});
}

std::string timelineBody(const std::string& player, const std::string& date, const Timeline& timeline) {
    PlaysJson gaps = PlaysJson::array();
    for (const auto& gap : timeline.gaps) {
        gaps.push_back({{"start", inTokyo(gap.start)}, {"seconds", inSeconds(gap.length)}, {"why", gap.why}});
    }
    PlaysJson restarts = PlaysJson::array();
    for (const Instant restart : timeline.restarts) restarts.push_back(inTokyo(restart));
    PlaysJson skew = PlaysJson::array();
    for (const auto& one : timeline.skew) skew.push_back({{"at", inTokyo(one.at)}, {"seconds", one.seconds}});
    return written({{"player", player},
                    {"date", date},
                    {"segments", segmentsJson(timeline)},
                    {"gaps", std::move(gaps)},
                    {"states", statesJson(timeline)},
                    {"restarts", std::move(restarts)},
                    {"skew", std::move(skew)}});
}

std::string hoursBody(const std::string& player, const Hours& hours) {
    PlaysJson list = PlaysJson::array();
    for (const auto& [begin, hour] : hours) list.push_back(hourJson(begin, hour));
    return written({{"player", player}, {"hours", std::move(list)}});
}

}  // namespace signage::hub
