// What a hostile server does, as a table.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/faults/web_site.h"

namespace signage::faults {

// Which answer is not honest.
enum class Place { latest, playlist, medium, everything };
const char* placeName(Place place);
bool isAt(Place place, const std::string& path);

struct Hostility {
    std::string name;
    std::function<testing::RawAnswer(const Question&)> deed;
    // To nobody but who waits: ends only because the player gives up.
    bool slow = false;
    std::vector<Place> places{Place::latest, Place::playlist, Place::medium};
    bool twice = false;  // its second answer matters
};

// `elsewhere` is the port of another server, which must never be asked.
std::vector<Hostility> endlessServers();
std::vector<Hostility> lyingServers(int elsewhere);
std::vector<Hostility> slowServers();
// Each begins with a medium that breaks off half-way, and lies when the rest is asked for.
std::vector<Hostility> rangeLiars();

}  // namespace signage::faults
