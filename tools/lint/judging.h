// What a rule is given and where it puts what it found. Private to lint.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/lint/drawings.h"
#include "tools/lint/lint.h"

namespace signage::lint {

struct Judging {
    const Playlist& playlist;
    const LintOptions& options;
    LocalTime now;  // options.at in the playlist's zone
    Drawings& drawings;
};

struct Remark {
    Severity severity = Severity::error;
    Bilingual what;
    Bilingual remedy;
    std::string measured;
    std::string limit;
    std::string field;
};

class Findings {
  public:
    explicit Findings(const Playlist& playlist) : playlist_(playlist) {}

    // The rule that the next remarks are of.
    void begin(std::string_view rule) { rule_ = rule; }
    void onSlide(const Slide& slide, Remark remark);
    void onScreen(const Screen& screen, Remark remark);
    void onPlaylist(Remark remark);
    // In the order of the playlist.
    std::vector<Finding> take();

  private:
    Finding& add(Remark&& remark);

    const Playlist& playlist_;
    std::string_view rule_;
    std::vector<Finding> findings_;
};

// For rules that are judged on several sizes: of all remarks on one slide with one severity and one key only
// the worst is told.
class WorstRemarks {
  public:
    WorstRemarks();
    ~WorstRemarks();
    WorstRemarks(const WorstRemarks&) = delete;
    WorstRemarks& operator=(const WorstRemarks&) = delete;

    // The greater `badness`, the worse.
    void add(const Slide& slide, const std::string& key, double badness, Remark remark);
    void tell(Findings& findings);

  private:
    struct Entry;
    std::vector<Entry> entries_;
};

// Screens that see the same slides and open at the same hours: what holds for one holds for all.
struct ScreenGroup {
    std::vector<const Screen*> screens;  // never empty
    const Screen& first() const { return *screens.front(); }
    // "" for one screen, "ほか12画面" / "and 12 more screens" for more.
    Bilingual others() const;
};
// A playlist without screens is for any: then one screen without tags stands for all.
std::vector<ScreenGroup> screenGroups(const Playlist& playlist);

// Calls `visit` for every stretch of the days that are judged in advance in which the eligible slides do not
// change; it stops when `visit` gives false.
inline constexpr std::chrono::days judgedAhead{90};
using Visit = std::function<bool(Instant from, Instant until, const std::vector<int>& slides)>;
void walkAhead(const Judging& judging, const Screen& screen, const Visit& visit);

std::string secondsText(double seconds);  // "12.5 s"
std::string dayAndTime(LocalTime time);   // "2025-02-10 09:00"

// One rule, one function. Each is listed in the table in lint.cpp.
void judgeKinsoku(const Judging& judging, Findings& findings);
void judgeLetters(const Judging& judging, Findings& findings);
void judgePlacing(const Judging& judging, Findings& findings);
void judgeLines(const Judging& judging, Findings& findings);
void judgeContrast(const Judging& judging, Findings& findings);
void judgeCodes(const Judging& judging, Findings& findings);
void judgeAmount(const Judging& judging, Findings& findings);
void judgeDigits(const Judging& judging, Findings& findings);
void judgeWording(const Judging& judging, Findings& findings);
void judgeFilms(const Judging& judging, Findings& findings);
void judgeOverflow(const Judging& judging, Findings& findings);
void judgeGlyphs(const Judging& judging, Findings& findings);
void judgeWords(const Judging& judging, Findings& findings);
void judgePictures(const Judging& judging, Findings& findings);
void judgeTargets(const Judging& judging, Findings& findings);
void judgeTheme(const Judging& judging, Findings& findings);
void judgeHolidays(const Judging& judging, Findings& findings);
void judgeTime(const Judging& judging, Findings& findings);
void judgeCycle(const Judging& judging, Findings& findings);
void judgeEmpty(const Judging& judging, Findings& findings);
void judgeFigures(const Judging& judging, Findings& findings);
void judgeDates(const Judging& judging, Findings& findings);
void judgeDraft(const Judging& judging, Findings& findings);
void judgePersons(const Judging& judging, Findings& findings);
void judgeEvent(const Judging& judging, Findings& findings);
void judgeContact(const Judging& judging, Findings& findings);

}  // namespace signage::lint
