// An event: when, in a strip of its own that is read first; then what, where and with whom; the picture, the
// code and the contact beside or below.
#include <algorithm>
#include <utility>
#include <vector>

#include "player/layout/pieces.h"

namespace signage {

namespace {

std::string dateText(const Event& event, Digits digits) {
    const LocalDate first = dateOf(event.starts);
    if (event.dateOnly) {
        const LocalDate last = dateOf(event.ends - Duration(1));
        return wardDateRange(first, std::max(first, last), digits);
    }
    return wardDate(first, digits);
}

std::string timeText(const Event& event, Digits digits) {
    if (!event.timeNote.empty()) return event.timeNote;
    if (event.dateOnly) return "";
    if (!event.endsGiven) return wardTime(event.starts, digits) + "から";
    return wardTimeRange(event.starts, event.ends, digits);
}

struct Row {
    std::string field;
    std::string label;
    std::string value;
    std::vector<std::pair<std::string, std::string>> more;  // field and text, set regular below the value
};

std::vector<Row> rowsOf(const Slide& slide) {
    const Event& event = *slide.event;
    std::vector<Row> rows;
    const auto add = [&](const char* field, const char* label, const std::string& value) {
        if (!value.empty()) rows.push_back({field, label, value, {}});
    };
    add("event.place", "会場", event.place);
    for (std::size_t i = 0; i < event.speakers.size(); ++i) {
        const Speaker& speaker = event.speakers[i];
        const std::string field = "event.speakers[" + std::to_string(i) + "]";
        Row row{field + ".name", i == 0 ? "講師" : "", speaker.name, {}};
        if (!speaker.role.empty()) row.more.emplace_back(field + ".role", speaker.role);
        if (!speaker.talk.empty()) row.more.emplace_back(field + ".talk", speaker.talk);
        rows.push_back(std::move(row));
    }
    add("event.audience", "対象", event.audience);
    add("event.fee", "費用", event.fee);
    const bool number =
        !event.capacity.empty() && event.capacity.find_first_not_of("0123456789") == std::string::npos;
    add("event.capacity", "定員", number ? event.capacity + "人" : event.capacity);
    add("event.apply", "申込", event.apply);
    add("event.host", "主催", event.host);
    return rows;
}

// Chip and value side by side; a speaker's role stands on the name's line when both fit.
Part rowPart(Composer& c, const Row& row, double scale, int width, int gap) {
    const Theme& theme = c.theme();
    const int size = c.sizeOf(theme.label, scale);
    const Block label =
        c.setAt("event.label", row.label, theme.label, c.sizeOf(theme.label, scale * 0.9), width);
    const int indent = size * 3 + c.px(28);
    const Block value = c.set(row.field, row.value, row.more.empty() ? theme.body : theme.bodyBold,
                              scale * 0.92, width - indent);
    std::vector<Block> more;
    for (const auto& [field, text] : row.more) {
        TypeRole role = theme.body;
        role.ideal = theme.label.ideal;
        more.push_back(c.set(field, text, role, scale, width - indent));
    }
    const int beside = value.width() + size / 2;
    const bool sameLine = !more.empty() && value.text.lines.size() == 1 &&
                          more.front().text.lines.size() == 1 &&
                          indent + beside + more.front().width() <= width;
    Part part;
    part.field = row.field;
    part.text = row.value;
    part.gap = gap;
    part.height = value.height();
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (i == 0 && sameLine) continue;
        part.height += more[i].height() + c.px(14);
    }
    part.broken = value.text.brokenInsideWord;
    part.draw = [&c, label, value, more, indent, size, sameLine, beside](int x, int y, int room) {
        if (!label.source.empty() && room >= value.pixels) {
            const Rect chip{x, y + (value.pixels - size) / 2 - c.px(5), size * 3, size + c.px(10)};
            drawChip(c, label, chip, c.theme().tint);
        }
        c.put(value, {x + indent, y}, c.theme().card.ink, 0, Align::left, room);
        int top = y + value.height() + c.px(14);
        for (std::size_t i = 0; i < more.size(); ++i) {
            if (i == 0 && sameLine) {
                const int lower = static_cast<int>((value.pixels - more[i].pixels) * 0.88);
                c.put(more[i], {x + indent + beside, y + lower}, c.theme().card.ink, 0, Align::left,
                      room - lower);
                continue;
            }
            c.put(more[i], {x + indent, top}, c.theme().card.ink, 0, Align::left, y + room - top);
            top += more[i].height() + c.px(14);
        }
    };
    return part;
}

// The strip: the date, the time, and how many days are left. Returns its height.
int drawDateStrip(const Job& job, Rect area, bool draw) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Event& event = *job.slide.event;
    const int padding = c.px(32);
    const std::string left = daysLeft(dateOf(job.context.now), dateOf(event.starts), theme.digits);
    const Block chip = c.set("event.daysLeft", left, theme.label, 1, area.width);
    const int chipRoom = left.empty() ? 0 : chipWidth(chip) + c.px(32);
    const int width = area.width - 2 * padding;
    const std::string date = dateText(event, theme.digits);
    const std::string time = timeText(event, theme.digits);
    const std::string both = time.empty() ? date : date + "　" + time;
    TypeRole role = theme.date;
    role.ideal = c.grid().portrait ? 84 : 78;
    const Block line = c.setWithin("event.date", both, role, width - chipRoom, 1);
    const bool oneLine =
        line.text.lines.size() == 1 && line.pixels >= c.sizeOf(role, c.grid().portrait ? 0.9 : 0.76);
    const Block first = oneLine ? line : c.setWithin("event.date", date, role, width, 2);
    const Block second = c.setWithin("event.time", oneLine ? "" : time, role, width - chipRoom, 1);
    const bool two = !oneLine && (!time.empty() || !left.empty());
    const int pitch = c.px(20);
    const int height =
        first.height() + (two ? pitch + std::max(second.height(), chip.height()) : 0) + 2 * c.px(30);
    if (!draw) return height;
    c.fill({area.x, area.y, area.width, height}, theme.strong.ground, c.px(theme.radius));
    int y = area.y + c.px(30);
    c.put(first, {area.x + padding, y}, theme.strong.ink);
    if (two) {
        y += first.height() + pitch;
        if (!time.empty()) c.put(second, {area.x + padding, y}, theme.strong.ink);
    }
    if (!left.empty()) {
        const int line2 = two ? std::max(second.height(), chip.height()) : first.height();
        const int tall = chip.pixels + c.px(24);
        drawChip(c, chip,
                 {area.right() - padding - chipWidth(chip), y + (line2 - tall) / 2, chipWidth(chip), tall},
                 theme.card);
    }
    return height;
}

Stack detailStack(const Job& job, double scale, int width) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gap = c.px(22);
    Stack stack;
    if (!slide.lead.empty()) {
        stack.push_back(
            c.part(c.set("lead", slide.lead, c.theme().lead, scale, width), c.theme().heading, 0));
    }
    int above = gap + c.px(10);
    for (const Row& row : rowsOf(slide)) {
        stack.push_back(rowPart(c, row, scale, width, above));
        above = gap;
    }
    for (std::size_t i = 0; i < slide.points.size(); ++i) {
        stack.push_back(
            bulletPart(c, "points[" + std::to_string(i) + "]", slide.points[i], scale, width, gap));
    }
    addNote(c, stack, "note", slide.note, scale, width, gap);
    return stack;
}

void drawDetails(const Job& job, Rect area) {
    Composer& c = job.c;
    const int padding = c.px(c.theme().padding);
    drawCard(c, area);
    const Rect inner{area.x + padding, area.y + padding, area.width - 2 * padding, area.height - 2 * padding};
    c.draw(c.fit([&](double scale) { return detailStack(job, scale, inner.width); }, inner.height), inner,
           true);
}

// Picture, code and contact in a column, from the bottom up; the picture takes what is left.
void drawSide(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(24);
    Rect rest = area;
    if (!slide.contact.empty()) {
        const Part contact = contactCard(c, slide.contact, 0.9, area.width, 0);
        contact.draw(rest.x, rest.bottom() - contact.height, contact.height);
        rest.height -= contact.height + gutter;
    }
    if (slide.qr) {
        const QrSide side = qrSide(c, job.context.scanMetres);
        int code = std::min(side.ideal, area.width - c.px(48));
        while (code > side.least && qrCardHeight(c, *slide.qr, area.width, code) > rest.height)
            code -= c.px(8);
        const int height = std::min(rest.height, qrCardHeight(c, *slide.qr, area.width, code));
        drawQrCard(c, *slide.qr, {rest.x, rest.bottom() - height, rest.width, height}, code);
        rest.height -= height + gutter;
    }
    if (!slide.picture.empty() && rest.height >= c.px(160))
        drawPictureCard(c, slide.picture, rest, slide.fit);
}

bool hasSide(const Slide& slide) {
    return !slide.picture.empty() || slide.qr || !slide.contact.empty();
}

void drawPortraitFoot(const Job& job, Rect& rest) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(28);
    if (slide.contact.empty() && !slide.qr && slide.picture.empty()) return;
    int column = 0;
    int height = 0;
    const QrSide side = qrSide(c, job.context.scanMetres);
    if (slide.qr) {
        column = side.ideal + c.px(48);
        height = qrCardHeight(c, *slide.qr, column, side.ideal);
    } else if (!slide.picture.empty()) {
        column = slide.contact.empty() ? rest.width : rest.width * 42 / 100;
        height = c.px(slide.contact.empty() ? 420 : 330);
    }
    const int width = column == 0 ? rest.width : rest.width - column - gutter;
    Part contact;
    if (!slide.contact.empty()) {
        contact = contactCard(c, slide.contact, 1, width, 0);
        height = std::max(height, contact.height);
    }
    const int top = rest.bottom() - height;
    if (slide.qr) {
        drawQrCard(c, *slide.qr, {rest.right() - column, top, column, height}, side.ideal);
    } else if (column > 0) {
        drawPictureCard(c, slide.picture, {rest.right() - column, top, column, height}, slide.fit);
    }
    if (contact.draw) contact.draw(rest.x, top + (height - contact.height) / 2, contact.height);
    rest.height -= height + gutter;
}

}  // namespace

void drawEvent(const Job& job, Rect area) {
    Composer& c = job.c;
    if (!job.slide.event) {
        drawNotice(job, area);
        return;
    }
    const int strip = drawDateStrip(job, area, true) + c.px(28);
    Rect rest{area.x, area.y + strip, area.width, area.height - strip};
    if (c.grid().portrait) {
        drawPortraitFoot(job, rest);
        drawDetails(job, rest);
        return;
    }
    if (!hasSide(job.slide)) {
        drawDetails(job, rest);
        return;
    }
    const int gutter = c.px(c.theme().gutter);
    const int column = rest.width * 29 / 100;
    drawSide(job, {rest.right() - column, rest.y, column, rest.height});
    drawDetails(job, {rest.x, rest.y, rest.width - column - gutter, rest.height});
}

}  // namespace signage
