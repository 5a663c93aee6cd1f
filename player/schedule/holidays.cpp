// The table of public holidays: generated from playlists/holidays-jp.json, searched by halving.
#include "player/schedule/holidays.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace signage {
namespace {

struct TableDay {
    int year;
    unsigned month;
    unsigned day;
};

#include "player/schedule/holidays_jp.inc"

}  // namespace

Holidays Holidays::japan() {
    std::vector<LocalDate> dates;
    dates.reserve(std::size(tableDays));
    for (const TableDay& entry : tableDays) {
        dates.emplace_back(std::chrono::year{entry.year}, std::chrono::month{entry.month},
                           std::chrono::day{entry.day});
    }
    return Holidays({std::begin(tableYears), std::end(tableYears)}, std::move(dates));
}

Holidays::Holidays(std::set<int> years, std::vector<LocalDate> dates)
    : years_(std::move(years)), dates_(std::move(dates)) {
    std::sort(dates_.begin(), dates_.end());
}

bool Holidays::isHoliday(LocalDate date) const {
    return std::binary_search(dates_.begin(), dates_.end(), date);
}

bool Holidays::covers(int year) const {
    return years_.count(year) != 0;
}

}  // namespace signage
