// Japan's public holidays, from the data file playlists/holidays-jp.json, built into the program.
#pragma once

#include <set>
#include <vector>

#include "player/base/civil_time.h"

namespace signage {

class Holidays {
  public:
    // The built-in table.
    static Holidays japan();
    // `years` are those that `dates` covers whole; the dates in any order.
    Holidays(std::set<int> years, std::vector<LocalDate> dates);

    bool isHoliday(LocalDate date) const;
    // False: the table knows nothing of that year; isHoliday() is then false and lint warns.
    bool covers(int year) const;

  private:
    std::set<int> years_;
    std::vector<LocalDate> dates_;  // sorted
};

}  // namespace signage
