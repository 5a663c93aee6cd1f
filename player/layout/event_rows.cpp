// An event's facts as rows: 会場, 講師, 費用 ... each with its label as a chip.
#include "player/layout/event_rows.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace signage {

namespace {

struct Row {
    std::string field;
    std::string label;
    std::string value;
    std::vector<std::pair<std::string, std::string>> more;  // field and text, set regular below the value
};

Row contactRow(const Contact& who) {
    std::string rest = who.tel.empty() ? "" : who.name;
    for (const std::string* text : {&who.hours, &who.place}) {
        if (!text->empty()) rest += (rest.empty() ? "" : "　") + *text;
    }
    Row row{"contact.tel", "電話", who.tel, {}};
    if (who.tel.empty()) row = {"contact.name", "窓口", who.name, {}};
    if (!rest.empty()) row.more.emplace_back("contact.details", rest);
    return row;
}

// With `contact` the telephone stands among the rows, for a slide that has no room for a card beside them.
std::vector<Row> rowsOf(const Slide& slide, bool contact) {
    const Event& event = *slide.event;
    std::vector<Row> rows;
    const auto add = [&](const char* field, const char* label, const std::string& value) {
        if (!value.empty()) rows.push_back({field, label, value, {}});
    };
    add("event.place", "会場", event.place);
    // High up, so that it stays when there is too much of the rest.
    if (contact && !slide.contact.empty()) rows.push_back(contactRow(slide.contact));
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
        wraps = wraps || more.back().text->lines.size() > 1;
    }
    // On a narrow screen what does not fit beside the chips' column takes the whole width below.
    const int hanging = wraps && c.grid().portrait ? c.px(40) : indent;
    if (hanging != indent) {
        for (Block& block : more) block = c.set(block.field, block.source, moreRole, scale, width - hanging);
    }
    const int between = c.space(14, scale);
    const int beside = value.width() + size / 2;
    const bool sameLine = !more.empty() && value.text->lines.size() == 1 &&
                          more.front().text->lines.size() == 1 &&
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
    part.broken = value.text->brokenInsideWord;
    part.lines = static_cast<int>(value.text->lines.size() + more.size());
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

bool isShort(const Row& row) {
    return row.more.empty() && !row.label.empty();
}

// How wide a short row is when its value stands on one line.
int naturalWidth(const Composer& c, const Row& row, double scale) {
    const Theme& theme = c.theme();
    return c.sizeOf(theme.label, scale) * 3 + c.px(28) +
           c.set(row.field, row.value, theme.body, scale * 0.92, 1 << 20).width() + 1;
}

// Short rows side by side: 費用, 申込 and 問合せ; in columns of the same width where all fit so, else each as
// wide as it is. None when they do not fit on one line.
std::optional<Part> rowsBeside(Composer& c, const std::vector<Row>& rows, std::size_t first,
                               std::size_t count, double scale, int width) {
    if (first + count > rows.size()) return std::nullopt;
    const int gutter = c.px(32);
    const int each = (width - gutter * static_cast<int>(count - 1)) / static_cast<int>(count);
    std::vector<int> widths;
    int sum = gutter * static_cast<int>(count - 1);
    for (std::size_t i = first; i < first + count; ++i) {
        if (!isShort(rows[i])) return std::nullopt;
        widths.push_back(naturalWidth(c, rows[i], scale));
        sum += widths.back();
    }
    if (sum > width) return std::nullopt;
    if (*std::max_element(widths.begin(), widths.end()) <= each) widths.assign(count, each);
    std::vector<std::pair<Part, int>> parts;
    int shift = 0;
    for (std::size_t i = 0; i < count; ++i) {
        parts.emplace_back(rowPart(c, rows[first + i], scale, widths[i], 0), shift);
        if (parts.back().first.lines != 1) return std::nullopt;
        shift += widths[i] + gutter;
    }
    Part line = parts.front().first;
    line.draw = [parts](int x, int y, int room) {
        for (const auto& [part, right] : parts) part.draw(x + right, y, room);
    };
    return line;
}

}  // namespace

void addEventRows(Composer& c, Stack& stack, const Slide& slide, bool contact, double scale, int width) {
    const std::vector<Row> rows = rowsOf(slide, contact);
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

}  // namespace signage
