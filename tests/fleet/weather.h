// The line between a screen and the hub, with what goes wrong on it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "player/ports/http.h"
#include "tests/fleet/hub_process.h"
#include "tests/fleet/sim_time.h"
#include "tests/fleet/truth.h"

namespace signage::fleet {

struct WeatherOptions {
    double loss = 0;       // of requests or their replies, half each
    double duplicate = 0;  // of requests that arrive twice, the second one's reply counting
    double reorder = 0;    // of requests that the player gives up and that arrive later all the same
    // A broken player or hub, to show that the verdict can fail:
    // drops-on-failure   what was lost counts as delivered
    // acks-before-commit the hub says stored and forgets
    // counts-twice       what is sent again has another number
    // old-edition        the hub goes on naming the old edition
    // one-turn           every screen believes that it is the first
    // no-turns           what a fetch is to leave for the screen's next turn comes at once
    std::string mutant;
};

// Shared by all lines.
struct Weather {
    WeatherOptions options;
    std::mt19937_64 random;
    const SimTime& time;
    HubProcess& hub;
    Http& http;                   // the real one
    bool calm = false;            // nothing is lost any more
    bool outage = false;          // nothing comes through
    nanoseconds hubDownUntil{0};  // after a kill
    int killsDue = 0;             // the next requests kill the hub while it works on them
    int kills = 0;
    std::vector<nanoseconds> requests{};  // that came to the hub, when
    std::int64_t total = 0;
    std::int64_t lost = 0;

    bool chance(double probability);
};

class Line final : public Http {
  public:
    Line(Weather& weather, Truth& truth) : weather_(weather), truth_(truth) {}

    Result<HttpResponse> send(const HttpRequest& request) override;
    // What was given up and is still on its way arrives now.
    void deliverLate();

  private:
    Result<HttpResponse> pass(const HttpRequest& request);
    Result<HttpResponse> passWhileKilling(const HttpRequest& request);
    Result<HttpResponse> lose(const HttpRequest& request);
    HttpRequest mutated(const HttpRequest& request);

    Weather& weather_;
    Truth& truth_;
    std::vector<HttpRequest> late_;
    std::map<std::string, int> tries_;  // of each body, for a mutant
};

}  // namespace signage::fleet
