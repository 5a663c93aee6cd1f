// JSON and an SVG.
#include "tests/soak/slides.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/support/process.h"

namespace signage::soak {
namespace {

// Another picture for each edition, so that the old ones are there to be thrown away.
void writePicture(const std::string& folder, int edition) {
    std::filesystem::create_directories(folder + "/media");
    std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">)";
    for (int i = 0; i < 200; ++i) {
        svg += format(R"(<rect x="{}" y="{}" width="9" height="9" fill="#{:06x}"/>)", i % 20 * 16,
                      i / 20 * 18, (i * 7919 + edition * 104'729) & 0xffffff);
    }
    writeFile(folder + "/media/picture.svg", svg + "</svg>");
}

}  // namespace

std::string writeSlides(const std::string& folder, int edition, double secondsPerSlide) {
    using nlohmann::json;
    writePicture(folder, edition);
    json playlist = {{"format", "signage-playlist/1"}, {"title", "耐久"}, {"timezone", "Asia/Tokyo"}};
    playlist["defaults"] = {{"seconds", secondsPerSlide}, {"transition", {{"kind", "cut"}, {"seconds", 0}}}};
    const std::string title = format("第{}版のお知らせ", edition);
    json& slides = playlist["slides"];
    slides.push_back({{"id", "always"}, {"layout", "notice"}, {"title", title}, {"lead", "在宅療養の相談"}});
    slides.push_back({{"id", format("edition-{}", edition)},
                      {"layout", "notice"},
                      {"title", title},
                      {"qr", {{"url", format("https://www.city.minato.tokyo.jp/{}", edition)}}}});
    slides.push_back({{"id", "daytime"},
                      {"layout", "notice"},
                      {"title", "窓口は開いています"},
                      {"show", {{"hours", {"08:30-17:15"}}, {"days", {"mon", "tue", "wed", "thu", "fri"}}}}});
    slides.push_back({{"id", "picture"},
                      {"layout", "picture"},
                      {"picture", "media/picture.svg"},
                      {"rights", "港区"},
                      {"title", "図"}});
    slides.push_back({{"id", "figures"},
                      {"layout", "chart"},
                      {"title", "相談件数の推移"},
                      {"chart",
                       {{"kind", "bar"},
                        {"unit", "件"},
                        {"categories", {"4月", "5月", "6月"}},
                        {"values", {10 + edition, 20, 30}},
                        {"sum", "none"}}},
                      {"as_of", "2024-12-31"},
                      {"source", "港区"}});
    playlist["screens"] = json::array({{{"id", "screen-01"}, {"name", "試験用の画面"}}});
    const std::string path = folder + "/playlist.json";
    writeFile(path, playlist.dump(1));
    return path;
}

}  // namespace signage::soak
