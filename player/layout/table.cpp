// The table slide: groups side by side where the screen is wide, one below the other where it is high.
#include <algorithm>

#include "player/layout/table_grid.h"

namespace signage {

namespace {

// A small table is set larger than the ideal.
constexpr double smallTableScale = 1.2;
// As much of the size is given up to keep words whole, no more.
constexpr double wholeWordsShare = 0.8;

Stack tableFoot(const Job& job, int width) {
    Composer& c = job.c;
    const int gap = c.px(16);
    Stack stack;
    addNote(c, stack, "note", job.slide.note, 1, width, gap);
    addSmallPrint(c, stack, job.slide.table->note, sourceLine(job.slide, c.theme().digits), width, gap);
    return stack;
}

}  // namespace

void drawTable(const Job& job, Rect area) {
    Composer& c = job.c;
    if (!job.slide.table) {
        drawNotice(job, area);
        return;
    }
    const Table& table = *job.slide.table;
    const int padding = c.px(28);
    const int gutter = c.px(c.theme().gutter);
    area = drawCompanions(job, area, true);
    Rect rest = area;
    const int head = drawHeadLine(job, area);
    if (head > 0) rest = {rest.x, rest.y + head + c.px(24), rest.width, rest.height - head - c.px(24)};
    const Stack foot = tableFoot(job, area.width);
    if (!foot.empty()) {
        const int height = heightOf(foot);
        c.draw(foot, {rest.x, rest.bottom() - height, rest.width, height});
        rest.height -= height + c.px(20);
    }
    const std::size_t groups = table.groups.size();
    const bool beside = !c.grid().portrait && groups >= 2 && groups <= 3 && table.columns.size() <= 3;
    const std::size_t columns = beside ? groups : 1;
    const int width = (rest.width - gutter * static_cast<int>(columns - 1)) / static_cast<int>(columns);
    const Rect inner{0, 0, width - 2 * padding, rest.height - 2 * padding};
    const auto viewAt = [&](std::size_t i) {
        return TableView{table, "table", beside ? i : 0, beside ? 1 : groups};
    };
    const auto fits = [&](double trial) {
        for (std::size_t i = 0; i < columns; ++i) {
            const int height = tableHeight(c, viewAt(i), trial, inner.width);
            if (height < 0 || height > inner.height) return false;
        }
        return true;
    };
    const auto tears = [&](double trial) {
        for (std::size_t i = 0; i < columns; ++i) {
            if (tableTearsWords(c, viewAt(i), trial, inner.width)) return true;
        }
        return false;
    };
    double scale = c.fitScale(fits, smallTableScale);
    if (tears(scale)) {
        const double whole = c.fitScale([&](double trial) { return fits(trial) && !tears(trial); }, scale);
        if (whole >= scale * wholeWordsShare) scale = whole;
    }
    // Rows of tables side by side stand on the same lines as far as they go.
    int stretch = 1 << 20;
    for (std::size_t i = 0; i < columns; ++i) {
        stretch = std::min(stretch, tableStretch(c, viewAt(i), scale, {inner.width, inner.height}));
    }
    for (std::size_t i = 0; i < columns; ++i) {
        const Rect card{rest.x + static_cast<int>(i) * (width + gutter), rest.y, width, rest.height};
        drawCard(c, card);
        drawTableGrid(c, viewAt(i), scale, card.inset(padding), stretch);
    }
}

}  // namespace signage
