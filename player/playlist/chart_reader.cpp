// Numbers: charts, tables, figures.
#include <algorithm>
#include <array>

#include "player/base/format.h"
#include "player/playlist/part_readers.h"

namespace signage {
namespace {

// Beyond this a double no longer holds every whole number, and no slide has room.
constexpr double largest = 1e12;

void readSum(const Object& object, SumCheck& into) {
    static constexpr std::array<std::string_view, 2> names = {"total", "none"};
    const auto value = object.field("sum");
    if (!value) return;
    if (const auto index = value->choice(names)) into = *index == 0 ? SumCheck::total : SumCheck::none;
}

void readTotal(const Object& object, std::optional<double>& into) {
    const auto value = object.field("total");
    if (!value) return;
    if (const auto number = value->number(-largest, largest)) into = *number;
}

std::optional<ChartValue> readChartValue(const Value& value) {
    ChartValue read;
    if (value.isNull()) return read;
    if (value.node().kind != JsonNode::Kind::object) {
        read.value = value.number(0, largest);
        return read;
    }
    const auto object = value.object(fields::chartValue);
    if (!object) return std::nullopt;
    if (const auto number = object->field("value")) read.value = number->number(0, largest);
    object->flag("approx", read.approximate);
    return read;
}

std::vector<ChartValue> readChartValues(const Value& value, std::size_t categories) {
    std::vector<ChartValue> values;
    const auto items = value.list(1, 60);
    if (!items) return values;
    for (const Value& item : *items) {
        if (const auto read = readChartValue(item)) values.push_back(*read);
    }
    if (categories != 0 && items->size() != categories) {
        value.wrong({format("値が{}個、項目が{}個です", items->size(), categories),
                     format("there are {} values for {} categories", items->size(), categories)},
                    {"項目と同じ数だけ書いてください。まだ集計していない値は null",
                     "write one for each category; null for what is not counted yet"});
    }
    return values;
}

void readSeries(const Value& value, Chart& into) {
    const auto items = value.list(1, 8);
    if (!items) return;
    for (const Value& item : *items) {
        const auto object = item.object(fields::series);
        if (!object) continue;
        ChartSeries series;
        object->text("name", series.name, 1);
        if (const auto values = object->field("values"))
            series.values = readChartValues(*values, into.categories.size());
        into.series.push_back(std::move(series));
    }
}

std::vector<std::string> readTexts(const Value& value, std::size_t most, std::size_t leastLength) {
    std::vector<std::string> texts;
    const auto items = value.list(1, most);
    if (!items) return texts;
    for (const Value& item : *items) {
        if (auto text = item.text(leastLength, 200)) texts.push_back(std::move(*text));
    }
    return texts;
}

std::optional<Cell> readCell(const Value& value) {
    using Kind = JsonNode::Kind;
    if (value.node().kind == Kind::integer || value.node().kind == Kind::number) {
        const auto number = value.number(-largest, largest);
        return number ? std::optional<Cell>(*number) : std::nullopt;
    }
    if (value.isNull()) {
        return value.wrong(
            {"文字列か数が要りますが、null があります", "a string or a number is needed, not null"},
            {"空けるときは \"\" と書いてください", "write \"\" to leave it empty"});
    }
    auto text = value.text();
    return text ? std::optional<Cell>(std::move(*text)) : std::nullopt;
}

std::vector<std::vector<Cell>> readRows(const Value& value, std::size_t columns) {
    std::vector<std::vector<Cell>> rows;
    const auto items = value.list(1, 60);
    if (!items) return rows;
    for (const Value& item : *items) {
        const auto cells = item.list(1, 8);
        if (!cells) continue;
        std::vector<Cell> row;
        for (const Value& cell : *cells) {
            if (auto read = readCell(cell)) row.push_back(std::move(*read));
        }
        if (columns != 0 && cells->size() != columns) {
            item.wrong({format("列が{}個ありますが、この行は{}個です", columns, cells->size()),
                        format("there are {} columns, but {} cells in this row", columns, cells->size())},
                       {"列と同じ数だけ書いてください。空けるときは \"\"",
                        "write one for each column; \"\" leaves one empty"});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// Exactly one of the two must be there.
bool oneOf(const Object& object, std::string_view first, std::string_view second) {
    const auto a = object.field(first);
    const auto b = object.field(second);
    if (a.has_value() != b.has_value()) return true;
    const Bilingual remedy{format("{} か {} のどちらか一つを書いてください", first, second),
                           format("write either {} or {}", first, second)};
    if (a) {
        b->wrong({format("{} と両方あります", first), format("{} is given too", first)}, remedy);
    } else {
        object.value().wrong({format("{} も {} もありません", first, second),
                              format("it has neither {} nor {}", first, second)},
                             remedy);
    }
    return false;
}

}  // namespace

std::optional<Chart> readChart(const Value& value, bool& newKind) {
    static constexpr std::array<std::string_view, 3> names = {"bar", "stacked", "line"};
    static constexpr std::array kinds = {ChartKind::bar, ChartKind::stacked, ChartKind::line};
    const auto object = value.object(fields::chart);
    if (!object) return std::nullopt;
    Chart chart;
    if (const auto kind = object->field("kind")) {
        const auto given = kind->text(1);
        newKind =
            given && !value.report().author() && std::find(names.begin(), names.end(), *given) == names.end();
        if (given && !newKind) {
            if (const auto index = kind->choice(names)) chart.kind = kinds.at(*index);
        }
    }
    object->text("unit", chart.unit);
    if (const auto categories = object->field("categories")) chart.categories = readTexts(*categories, 60, 1);
    if (oneOf(*object, "values", "series")) {
        if (const auto series = object->field("series")) readSeries(*series, chart);
        if (const auto values = object->field("values"))
            chart.series.push_back({"", readChartValues(*values, chart.categories.size())});
    }
    readTotal(*object, chart.total);
    readSum(*object, chart.sum);
    object->text("note", chart.note);
    return chart;
}

namespace {

void readGroups(const Value& value, Table& into) {
    const auto items = value.list(1, 12);
    if (!items) return;
    for (const Value& item : *items) {
        const auto object = item.object(fields::group);
        if (!object) continue;
        TableGroup group;
        object->text("name", group.name, 1);
        if (const auto rows = object->field("rows")) group.rows = readRows(*rows, into.columns.size());
        readTotal(*object, group.total);
        readSum(*object, group.sum);
        into.groups.push_back(std::move(group));
    }
}

// What is said of the only group stands beside its rows; of several groups each says it itself.
void refuseBesideGroups(const Object& object) {
    for (const char* key : {"total", "sum"}) {
        const auto value = object.field(key);
        if (!value) continue;
        value->wrong(
            {"groups があるときは書けません", "it cannot stand beside groups"},
            {format("それぞれの組の {} に書いてください", key), format("write the {} of each group", key)});
    }
}

}  // namespace

std::optional<Table> readTable(const Value& value) {
    const auto object = value.object(fields::table);
    if (!object) return std::nullopt;
    Table table;
    if (const auto columns = object->field("columns")) table.columns = readTexts(*columns, 8, 0);
    if (oneOf(*object, "rows", "groups")) {
        if (const auto groups = object->field("groups")) {
            readGroups(*groups, table);
            refuseBesideGroups(*object);
        } else {
            TableGroup group;
            group.rows = readRows(*object->field("rows"), table.columns.size());
            readTotal(*object, group.total);
            readSum(*object, group.sum);
            table.groups.push_back(std::move(group));
        }
    }
    object->text("note", table.note);
    return table;
}

void readFigures(const Value& value, std::vector<Figure>& into) {
    const auto items = value.list(1, 12);
    if (!items) return;
    for (const Value& item : *items) {
        const auto object = item.object(fields::figure);
        if (!object) continue;
        Figure figure;
        object->text("label", figure.label, 1);
        if (const auto cell = object->field("value")) {
            if (auto read = readCell(*cell)) figure.value = std::move(*read);
        }
        object->text("unit", figure.unit);
        object->text("note", figure.note);
        into.push_back(std::move(figure));
    }
}

}  // namespace signage
