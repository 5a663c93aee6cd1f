// The tests' hub and folder.
#include "tests/player/heartbeat/support.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <nlohmann/json.hpp>

namespace signage::testing {

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "heartbeat-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::path(const std::string& name) const {
    return name.empty() ? path_.string() : (path_ / name).string();
}

RandomSource repeatable(std::uint64_t seed) {
    auto state = std::make_shared<std::uint64_t>(seed * 0x9e3779b97f4a7c15ULL);
    return [state] {
        *state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = *state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31U);
    };
}

std::string recordJson(const std::string& spool, std::int64_t seq, const std::string& player) {
    return nlohmann::json{{"player", player}, {"spool", spool}, {"seq", seq}}.dump();
}

void SimulatedHub::serve(ScriptedHttp& http) {
    http.handle(base + "/v1/heartbeats", [this](const HttpRequest& request) { return answer(request); });
}

ScriptedAnswer SimulatedHub::answer(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    const auto body = nlohmann::json::parse(request.body);
    std::vector<std::int64_t> seqs;
    for (const auto& record : body.at("records")) seqs.push_back(record.at("seq"));
    requests_.push_back(seqs);
    if (before) {
        if (auto instead = before(request.body)) return *instead;
    }
    nlohmann::json results = nlohmann::json::array();
    for (const auto& record : body.at("records")) {
        const std::int64_t seq = record.at("seq");
        nlohmann::json result{{"spool", record.at("spool")}, {"seq", seq}, {"status", "stored"}};
        const auto rejected = rejects.find(seq);
        if (rejected != rejects.end()) {
            result["status"] = "rejected";
            result["why"] = rejected->second;
        } else if (++stored_[{record.at("player"), record.at("spool"), seq}] > 1) {
            const bool same = std::find(records_.begin(), records_.end(), record.dump()) != records_.end();
            result["status"] = same ? "duplicate" : "conflict";
        } else {
            records_.push_back(record.dump());
        }
        results.push_back(result);
    }
    const nlohmann::json latest{{"minato", {{"epoch", 1}, {"number", 42}}}};
    ScriptedAnswer answer;
    answer.body = nlohmann::json{{"results", results}, {"latest", latest}}.dump();
    return reply ? reply(answer) : answer;
}

std::map<SimulatedHub::Key, int> SimulatedHub::stored() const {
    const std::lock_guard lock(mutex_);
    return stored_;
}

std::vector<std::vector<std::int64_t>> SimulatedHub::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::vector<std::string> SimulatedHub::records() const {
    const std::lock_guard lock(mutex_);
    return records_;
}

}  // namespace signage::testing
