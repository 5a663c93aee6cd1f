// Fonts, pictures, lists.
#include "tests/tools/lint/drawn.h"

namespace signage::lint {
namespace {

constexpr const char* square =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#123456"/></svg>)";
constexpr const char* halves =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"><rect width="16" height="9" fill="#ffffff"/><rect x="8" width="8" height="9" fill="#000000"/></svg>)";

MapPictures testPictures() {
    return MapPictures({{"media/good.svg", square},
                        {"media/halves.svg", halves},
                        {"media/bad.png", "\x89PNG\r\n\x1a\n broken"}});
}

}  // namespace

Result<std::string> MapPictures::read(const std::string& path) {
    const auto found = files_.find(path);
    if (found == files_.end())
        return fail(Fault::not_found, path, {"ファイルがありません", "there is no such file"},
                    {"置いてください", "put it there"});
    return found->second;
}

std::unique_ptr<FontSet> DrawnTest::fonts;

void DrawnTest::SetUpTestSuite() {
    auto opened = FontSet::open();
    ASSERT_TRUE(opened) << opened.error().line(Language::english);
    fonts = std::move(*opened);
}

std::vector<Finding> DrawnTest::drawn(const std::string& slide, std::string_view more) {
    MapPictures pictures = testPictures();
    return judge(playlistOf(slide, more),
                 LintOptions{at("2025-02-10T09:00"), Holidays::japan(), fonts.get(), &pictures});
}

std::vector<Finding> DrawnTest::drawnByHand(void (*judge)(const Judging&, Findings&), const DrawList& list,
                                            const std::string& slide) {
    MapPictures pictures = testPictures();
    const LintOptions options{at("2025-02-10T09:00"), Holidays::japan(), fonts.get(), &pictures};
    const ReadResult read = readPlaylist(playlistOf(slide), "p.json", Strictness::author);
    EXPECT_TRUE(read.ok());
    Drawing drawing{&read.playlist.slides.front(), {}, list, linesOf(list), false};
    std::vector<Drawing> all;
    all.push_back(std::move(drawing));
    Drawings drawings(std::move(all), options);
    const Judging judging{read.playlist, options, read.playlist.zone.toLocal(options.at), drawings};
    Findings findings(read.playlist);
    findings.begin("by hand");
    judge(judging, findings);
    return findings.take();
}

DrawList DrawnTest::listWith(std::vector<DrawItem> items) {
    DrawList list;
    list.size = {1920, 1080};
    list.background = white;
    list.items = std::move(items);
    return list;
}

TextItem DrawnTest::text(const std::string& words, Point at, int pixels, Color color,
                         const std::string& field, Weight weight) {
    const int width = fonts->width(0, weight, pixels, words);
    TextItem item;
    item.run = {words, 0, weight, pixels, 0, width};
    item.baseline = {at.x, at.y + pixels * 88 / 100};
    item.color = color;
    item.box = {at.x, at.y, width, pixels};
    item.field = field;
    return item;
}

std::string repeated(std::string_view text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace signage::lint
