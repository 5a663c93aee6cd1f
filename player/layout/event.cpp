// An event: when, in a strip of its own that is read first; then what, where and with whom; the picture, the
// code and the contact beside or below.
#include <algorithm>
#include <optional>
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

// With `contact` the telephone stands among the rows, for a slide that has no room for a card beside them.
std::vector<Row> rowsOf(const Slide& slide, bool contact) {
    const Event& event = *slide.event;
    std::vector<Row> rows;
    const auto add = [&](const char* field, const char* label, const std::string& value) {
        if (!value.empty()) rows.push_back({field, label, value, {}});
    };
    add("event.place", "会場", event.place);
    add("event.host", "主催", event.host);
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
    if (contact && !slide.contact.empty()) {
        const Contact& who = slide.contact;
        std::string text = who.name;
        if (!who.tel.empty()) text += (text.empty() ? "電話 " : "　電話 ") + who.tel;
        if (!who.hours.empty()) text += "　" + who.hours;
        add("contact.tel", "問合せ", text);
    }
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
    bool wraps = false;
    TypeRole moreRole = theme.body;
    moreRole.ideal = theme.label.ideal;
    for (const auto& [field, text] : row.more) {
        more.push_back(c.set(field, text, moreRole, scale, width - indent));
        wraps = wraps || more.back().text.lines.size() > 1;
    }
    // On a narrow screen what does not fit beside the chips' column takes the whole width below.
    const int hanging = wraps && c.grid().portrait ? c.px(40) : indent;
    if (hanging != indent) {
        for (Block& block : more) block = c.set(block.field, block.source, moreRole, scale, width - hanging);
    }
    const int between = c.space(14, scale);
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
        part.height += more[i].height() + between;
    }
    part.broken = value.text.brokenInsideWord;
    part.lines = static_cast<int>(value.text.lines.size() + more.size());
    for (const Block& block : more) part.orphans += block.endsInOrphan() ? 1 : 0;
    part.orphans += value.endsInOrphan() ? 1 : 0;
    part.draw = [&c, label, value, more, indent, hanging, size, sameLine, beside, between](int x, int y,
                                                                                           int room) {
        if (!label.source.empty() && room >= value.pixels) {
            const Rect chip{x, y + (value.pixels - size) / 2 - c.px(5), size * 3, size + c.px(10)};
            drawChip(c, label, chip, c.theme().tint);
        }
        c.put(value, {x + indent, y}, c.theme().card.ink, 0, Align::left, room);
        int top = y + value.height() + between;
        for (std::size_t i = 0; i < more.size(); ++i) {
            if (i == 0 && sameLine) {
                const int lower = static_cast<int>((value.pixels - more[i].pixels) * 0.88);
                c.put(more[i], {x + indent + beside, y + lower}, c.theme().card.ink, 0, Align::left,
                      room - lower);
                continue;
            }
            c.put(more[i], {x + hanging, top}, c.theme().card.ink, 0, Align::left, y + room - top);
            top += more[i].height() + between;
        }
    };
    return part;
}

// One line as long as it stays large; the dates of a long event take two.
Block setDate(const Composer& c, const std::string& date, const TypeRole& role, int width) {
    Block line = c.setWithin("event.date", date, role, width, 1);
    if (line.text.lines.size() == 1 && line.pixels >= c.sizeOf(role, 0.66)) return line;
    return c.setWithin("event.date", date, role, width, 2);
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
    const Block first = oneLine ? line : setDate(c, date, role, width);
    const Block second = c.setWithin("event.time", oneLine ? "" : time, role, width - chipRoom, 1);
    const bool two = !oneLine && (!time.empty() || !left.empty());
    const int pitch = c.px(20);
    const int height =
        first.height() + (two ? pitch + std::max(second.height(), chip.height()) : 0) + 2 * c.px(26);
    if (!draw) return height;
    c.fill({area.x, area.y, area.width, height}, theme.strong.ground, c.px(theme.radius));
    int y = area.y + c.px(26);
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

bool isShort(const Row& row) {
    return row.more.empty() && !row.label.empty();
}

// Short rows side by side: 費用, 申込 and 問合せ. None when they do not all fit on one line.
std::optional<Part> rowsBeside(Composer& c, const std::vector<Row>& rows, std::size_t first,
                               std::size_t count, double scale, int width) {
    const int gutter = c.px(32);
    const int each = (width - gutter * static_cast<int>(count - 1)) / static_cast<int>(count);
    std::vector<Part> parts;
    for (std::size_t i = first; i < first + count; ++i) {
        if (i >= rows.size() || !isShort(rows[i])) return std::nullopt;
        parts.push_back(rowPart(c, rows[i], scale, each, 0));
        if (parts.back().lines != 1) return std::nullopt;
    }
    Part line = parts.front();
    line.draw = [parts, shift = each + gutter](int x, int y, int room) {
        for (const Part& part : parts) {
            part.draw(x, y, room);
            x += shift;
        }
    };
    return line;
}

void addRows(Composer& c, Stack& stack, const std::vector<Row>& rows, double scale, int width) {
    const int gap = c.space(22, scale);
    const std::size_t most = width > c.px(1300) ? 3 : 2;
    int above = stack.empty() ? 0 : gap + c.space(10, scale);
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t taken = 1;
        Part part = rowPart(c, rows[i], scale, width, 0);
        for (std::size_t count = most; count >= 2; --count) {
            std::optional<Part> beside = rowsBeside(c, rows, i, count, scale, width);
            if (!beside) continue;
            part = std::move(*beside);
            taken = count;
            break;
        }
        part.gap = above;
        stack.push_back(std::move(part));
        above = gap;
        i += taken;
    }
}

Stack detailStack(const Job& job, double scale, int width, bool contact) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    Stack stack;
    if (!slide.lead.empty()) {
        stack.push_back(
            c.part(c.set("lead", slide.lead, c.theme().lead, scale, width), c.theme().heading, 0));
    }
    addRows(c, stack, rowsOf(slide, contact), scale, width);
    addPoints(c, stack, slide.points, scale, width, false);
    addNote(c, stack, "note", slide.note, scale, width, c.space(22, scale));
    return stack;
}

Rect insideOf(const Composer& c, Rect card) {
    const int padding = c.px(32);
    return {card.x + padding, card.y + padding, card.width - 2 * padding, card.height - 2 * padding};
}

double detailScale(const Job& job, Rect card, bool contact) {
    const Rect inner = insideOf(job.c, card);
    return job.c.bestScale([&](double scale) { return detailStack(job, scale, inner.width, contact); },
                           inner.height);
}

bool detailsFit(const Job& job, Rect card, bool contact) {
    const Rect inner = insideOf(job.c, card);
    return heightOf(detailStack(job, detailScale(job, card, contact), inner.width, contact)) <= inner.height;
}

void drawDetails(const Job& job, Rect card, bool contact) {
    Composer& c = job.c;
    drawCard(c, card);
    const Rect inner = insideOf(c, card);
    c.draw(detailStack(job, detailScale(job, card, contact), inner.width, contact), inner, true);
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
        const QrSide side = qrSide(c, *slide.qr, job.context.scanMetres);
        int code = std::min(side.ideal, area.width - c.px(48));
        while (code > side.least && qrCardHeight(c, *slide.qr, area.width, code) > rest.height)
            code = std::max(side.least, code - c.px(8));
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

// The foot of a portrait screen: the contact, beside it the code or else the picture.
struct EventFoot {
    int side = 0;    // of the code
    int column = 0;  // width of what stands at the right; 0: the contact has the whole width
    int height = 0;
};

EventFoot measureEventFoot(const Job& job, int width, bool picture) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    EventFoot foot;
    if (slide.qr) {
        foot.side = qrSide(c, *slide.qr, job.context.scanMetres).ideal;
        foot.column = slide.contact.empty() ? width : foot.side + c.px(48);
        foot.height = qrRowHeight(c, foot.side);
        if (!slide.contact.empty()) {
            foot.height =
                std::max(qrCardHeight(c, *slide.qr, foot.column, foot.side, false),
                         contactColumnHeight(c, slide.contact, &*slide.qr, width - foot.column - c.px(28)));
        }
        return foot;
    }
    if (picture && !slide.picture.empty()) {
        foot.column = slide.contact.empty() ? width : width * 40 / 100;
        foot.height = c.px(slide.contact.empty() ? 420 : 320);
    }
    if (!slide.contact.empty()) {
        const int rest = foot.column == 0 ? width : width - foot.column - c.px(28);
        foot.height = std::max(foot.height, contactCard(c, slide.contact, 1, rest, 0).height);
    }
    return foot;
}

void drawEventFoot(const Job& job, const EventFoot& foot, Rect rect) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const Rect right{rect.right() - foot.column, rect.y, foot.column, rect.height};
    if (slide.qr && slide.contact.empty()) {
        drawQrRow(c, *slide.qr, rect, foot.side);
        return;
    }
    if (slide.qr) {
        drawQrCard(c, *slide.qr, right, foot.side, false);
    } else if (foot.column > 0) {
        drawPictureCard(c, slide.picture, right, slide.fit);
    }
    if (slide.contact.empty()) return;
    const int width = foot.column == 0 ? rect.width : rect.width - foot.column - c.px(28);
    drawContactColumn(c, slide.contact, slide.qr ? &*slide.qr : nullptr,
                      {rect.x, rect.y, width, rect.height});
}

void drawEventPortrait(const Job& job, Rect rest) {
    const int gutter = job.c.px(28);
    const auto above = [&](const EventFoot& foot) {
        Rect area = rest;
        if (foot.height > 0) area.height -= foot.height + gutter;
        return area;
    };
    EventFoot foot = measureEventFoot(job, rest.width, true);
    if (!detailsFit(job, above(foot), false)) foot = measureEventFoot(job, rest.width, false);
    // At last the telephone goes among the rows.
    const bool rows = !job.slide.qr && !detailsFit(job, above(foot), false);
    if (rows) foot = {};
    if (foot.height > 0)
        drawEventFoot(job, foot, {rest.x, rest.bottom() - foot.height, rest.width, foot.height});
    drawDetails(job, above(foot), rows);
}

// The picture is the first to go when the words need its room.
void drawEventLandscape(const Job& job, Rect rest) {
    Composer& c = job.c;
    const int gutter = c.px(c.theme().gutter);
    const int column = rest.width * (job.slide.qr ? 27 : 29) / 100;
    const Rect beside{rest.x, rest.y, rest.width - column - gutter, rest.height};
    if (!hasSide(job.slide) || (!job.slide.qr && !detailsFit(job, beside, false))) {
        drawDetails(job, rest, true);
        return;
    }
    drawSide(job, {rest.right() - column, rest.y, column, rest.height});
    drawDetails(job, beside, false);
}

}  // namespace

void drawEvent(const Job& job, Rect area) {
    if (!job.slide.event) {
        drawNotice(job, area);
        return;
    }
    const int strip = drawDateStrip(job, area, true) + job.c.px(24);
    const Rect rest{area.x, area.y + strip, area.width, area.height - strip};
    if (job.c.grid().portrait) {
        drawEventPortrait(job, rest);
    } else {
        drawEventLandscape(job, rest);
    }
}

}  // namespace signage
