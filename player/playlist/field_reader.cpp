// Taking values out of the tree, and saying what is wrong with them.
#include "player/playlist/field_reader.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/playlist/json_fault.h"

namespace signage {
namespace {

// What stands there, as a person would call it.
Bilingual kindOf(const JsonNode& node) {
    using Kind = JsonNode::Kind;
    switch (node.kind) {
        case Kind::null:
            return {"null", "null"};
        case Kind::boolean:
            return node.boolean ? Bilingual{"true", "true"} : Bilingual{"false", "false"};
        case Kind::integer:
            return {format("数 {}", node.integer), format("the number {}", node.integer)};
        case Kind::number:
            return {format("数 {}", node.number), format("the number {}", node.number)};
        case Kind::string:
            return {format("文字列「{}」", shortened(node.text)),
                    format("the string \"{}\"", shortened(node.text))};
        case Kind::array:
            return {"並び [ ]", "a list [ ]"};
        case Kind::object:
            return {"まとまり { }", "an object { }"};
    }
    return {};
}

// Latin letters and signs keep a space before the Japanese that follows.
std::string spaced(const std::string& text) {
    const bool latin = !text.empty() && static_cast<unsigned char>(text.back()) < 0x80;
    return latin ? text + " " : text;
}

Bilingual notA(const JsonNode& node, const char* ja, const char* en) {
    const Bilingual kind = kindOf(node);
    return {format("{}が要りますが、{}があります", spaced(ja), spaced(kind.ja)),
            format("{} is needed, not {}", en, kind.en)};
}

bool isIdentifier(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

bool staysInside(std::string_view path) {
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == ".." || part.find('\\') != std::string_view::npos)
            return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

// Edits to come from one to the other: insert, remove, replace, swap of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) table[i][0] = i;
    std::iota(table[0].begin(), table[0].end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[a.size()][b.size()];
}

std::string folded(std::string_view text) {
    std::string folded;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            folded += static_cast<char>(c - 'A' + 'a');
        else if (c != '_' && c != '-' && c != ' ')
            folded += c;
    }
    return folded;
}

std::string joined(std::span<const std::string_view> names, const char* between) {
    std::string all;
    for (const std::string_view name : names) {
        if (!all.empty()) all += between;
        all += name;
    }
    return all;
}

std::vector<std::string_view> keysOf(const ObjectSpec& spec) {
    std::vector<std::string_view> keys;
    for (const FieldSpec& field : spec.fields) keys.push_back(field.key);
    return keys;
}

// For a field that stands a level too high or too low: the object that has it, when only one does.
std::string_view homeOf(std::string_view key) {
    std::string_view home;
    for (const ObjectSpec* spec : objectSpecs()) {
        const auto has = [&](const FieldSpec& field) { return field.key == key; };
        if (std::none_of(spec->fields.begin(), spec->fields.end(), has)) continue;
        if (!home.empty()) return {};
        home = spec->name;
    }
    return home;
}

}  // namespace

std::string_view nearest(std::string_view wrong, std::span<const std::string_view> names) {
    if (wrong.size() > 64) return {};
    const std::string written = folded(wrong);
    std::string_view best;
    std::size_t least = 0;
    for (const std::string_view name : names) {
        const std::string candidate = folded(name);
        const std::size_t edits = distance(written, candidate);
        const std::size_t allowed = std::max<std::size_t>(1, std::min(written.size(), candidate.size()) / 3);
        if (edits <= allowed && (best.empty() || edits < least)) {
            best = name;
            least = edits;
        }
    }
    return best;
}

std::string Report::where(int line) const {
    return format("{}:{}", name_, line);
}

void Report::add(std::vector<Entry>& to, int line, Bilingual what, Bilingual remedy) const {
    to.push_back({line, Error{Fault::invalid, where(line), std::move(what), std::move(remedy)}});
}

void Report::error(int line, Bilingual what, Bilingual remedy) {
    if (errors_.size() < maxErrors) {
        add(errors_, line, std::move(what), std::move(remedy));
    } else {
        more_ = true;
    }
}

void Report::warning(int line, Bilingual what, Bilingual remedy) {
    if (warnings_.size() < maxErrors) add(warnings_, line, std::move(what), std::move(remedy));
}

std::vector<Error> Report::sorted(std::vector<Entry>& entries) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.line < b.line; });
    std::vector<Error> errors;
    errors.reserve(entries.size());
    for (Entry& entry : entries) errors.push_back(std::move(entry.error));
    return errors;
}

std::vector<Error> Report::takeErrors() {
    std::vector<Error> errors = sorted(errors_);
    if (more_) {
        errors.push_back(
            {Fault::invalid,
             std::string(name_),
             {"誤りはほかにもあります", "there are more errors"},
             {"上の誤りを直してから、もう一度確かめてください", "correct these and check again"}});
    }
    return errors;
}

std::vector<Error> Report::takeWarnings() {
    return sorted(warnings_);
}

Bilingual Value::told(const Bilingual& what) const {
    const auto join = [](const std::string& a, const std::string& b) {
        return a.empty() || b.empty() ? a + b : a + " " + b;
    };
    const std::string ja = join(join(owner_.ja, label_), path_);
    const std::string en = join(owner_.en, path_);
    return {ja.empty() ? what.ja : ja + ": " + what.ja, en.empty() ? what.en : en + ": " + what.en};
}

std::nullopt_t Value::wrong(const Bilingual& what, Bilingual remedy) const {
    report_->error(node_->line, told(what), std::move(remedy));
    return std::nullopt;
}

void Value::doubtful(const Bilingual& what, Bilingual remedy) const {
    report_->warning(node_->line, told(what), std::move(remedy));
}

std::optional<std::string> Value::text(std::size_t least, std::size_t most) const {
    if (node_->kind != JsonNode::Kind::string) {
        return wrong(notA(*node_, "文字列", "a string"), {"\" で囲んで書いてください", "write it in \""});
    }
    const std::u32string points = toCodePoints(node_->text);
    if (points.size() < least) {
        return wrong({"空です", "it is empty"}, {"書くか、この項目を消してください", "fill it or remove it"});
    }
    if (points.size() > most) {
        return wrong({format("長すぎます（{}字、上限{}字）", points.size(), most),
                      format("too long: {} characters, at most {}", points.size(), most)},
                     {"短くしてください", "shorten it"});
    }
    const auto control = [](char32_t c) { return (c < 0x20 && c != U'\n') || (c >= 0x7f && c < 0xa0); };
    if (std::any_of(points.begin(), points.end(), control)) {
        return wrong(
            {"文字でないもの（制御文字）が入っています", "it holds a control character"},
            {"消してください。改行だけは \\n と書けます", "remove it; only a line break, \\n, is allowed"});
    }
    return node_->text;
}

std::optional<bool> Value::flag() const {
    if (node_->kind == JsonNode::Kind::boolean) return node_->boolean;
    return wrong(notA(*node_, "true か false", "true or false"), {"例: true", "example: true"});
}

std::optional<std::int64_t> Value::integer(std::int64_t least, std::int64_t most) const {
    const bool whole = node_->kind == JsonNode::Kind::integer;
    if (!whole && (node_->kind != JsonNode::Kind::number || std::abs(node_->number) < 9e18)) {
        return wrong(notA(*node_, "整数", "a whole number"),
                     {format("{} から {} まで、小数点を付けずに書いてください", least, most),
                      format("write {} to {}, without a decimal point", least, most)});
    }
    if (!whole || node_->integer < least || node_->integer > most) {
        return wrong(
            {format("{} は範囲の外です", whole ? format("{}", node_->integer) : format("{}", node_->number)),
             format("{} is out of range",
                    whole ? format("{}", node_->integer) : format("{}", node_->number))},
            {format("{} から {} まで", least, most), format("{} to {}", least, most)});
    }
    return node_->integer;
}

std::optional<double> Value::number(double least, double most) const {
    if (node_->kind != JsonNode::Kind::integer && node_->kind != JsonNode::Kind::number) {
        return wrong(notA(*node_, "数", "a number"),
                     {"\" で囲まずに数だけを書いてください", "write the bare number, without \""});
    }
    if (!(node_->number >= least && node_->number <= most)) {
        return wrong(
            {format("{} は範囲の外です", node_->number), format("{} is out of range", node_->number)},
            {format("{} から {} まで", least, most), format("{} to {}", least, most)});
    }
    return node_->number;
}

std::optional<std::string> Value::identifier() const {
    const auto given = text(1);
    if (!given) return std::nullopt;
    if (isIdentifier(*given)) return given;
    return wrong({format("識別子に使えない「{}」です", shortened(*given)),
                  format("\"{}\" cannot be an identifier", shortened(*given))},
                 {"半角の英数字と . _ - で64字まで。例: lecture-2",
                  "up to 64 of A-Z a-z 0-9 . _ -, example: lecture-2"});
}

std::optional<std::string> Value::mediaPath() const {
    const auto given = text(1, 200);
    if (!given) return std::nullopt;
    if (given->find('\n') == std::string::npos && staysInside(*given)) return given;
    return wrong({format("「{}」は使えないファイルの場所です", shortened(*given)),
                  format("\"{}\" cannot be used as a path", shortened(*given))},
                 {"media/ から始まる場所を書いてください（/ で始めず、.. や \\ や // を使わない）。例: "
                  "media/poster.png",
                  "write a path like media/poster.png: no leading /, no .., no \\, no //"});
}

std::optional<std::vector<Value>> Value::list(std::size_t least, std::size_t most) const {
    if (node_->kind != JsonNode::Kind::array) {
        return wrong(notA(*node_, "並び", "a list"), {"[ ] で囲んで書いてください", "write it in [ ]"});
    }
    const std::size_t size = node_->children.size();
    if (size < least || size > most) {
        return wrong({format("{}個あります", size), format("it has {} items", size)},
                     {format("{}個から{}個まで", least, most), format("{} to {} items", least, most)});
    }
    std::vector<Value> items;
    items.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        items.emplace_back(node_->children[i], *report_, owner_, format("{}[{}]", path_, i),
                           format("{} {}番目", label_, i + 1));
    }
    return items;
}

std::optional<Object> Value::object(const ObjectSpec& spec) const {
    if (node_->kind != JsonNode::Kind::object) {
        return wrong(notA(*node_, "まとまり { }", "an object { }"),
                     {"{ } で囲んで書いてください", "write it in { }"});
    }
    return Object(*this, spec);
}

std::optional<std::size_t> Value::choice(std::span<const std::string_view> names) const {
    const auto given = text(1);
    if (!given) return std::nullopt;
    const auto found = std::find(names.begin(), names.end(), *given);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string_view near = nearest(*given, names);
    const Bilingual remedy =
        near.empty() ? Bilingual{joined(names, "、") + " のどれか", "one of " + joined(names, ", ")}
                     : Bilingual{format("{} のことではありませんか", near), format("did you mean {}?", near)};
    return wrong(
        {format("「{}」はありません", shortened(*given)), format("there is no \"{}\"", shortened(*given))},
        remedy);
}

Object::Object(const Value& value, const ObjectSpec& spec) : value_(value), spec_(&spec) {
    if (value_.report().author()) reportUnknown();
    reportMissing();
}

void Object::reportUnknown() const {
    const std::vector<std::string_view> known = keysOf(*spec_);
    const JsonNode& node = value_.node();
    for (std::size_t i = 0; i < node.keys.size() && !value_.report().full(); ++i) {
        const std::string& key = node.keys[i];
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const std::string shown = shortened(key);
        const std::string path = value_.path().empty() ? shown : value_.path() + "." + shown;
        const Value unknown(node.children[i], value_.report(), value_.owner(), path, "");
        const std::string_view near = nearest(key, known);
        const std::string_view home = homeOf(key);
        Bilingual remedy{"使える項目: " + joined(known, "、"), "known fields: " + joined(known, ", ")};
        if (!near.empty()) {
            remedy = {format("{} のことではありませんか", near), format("did you mean {}?", near)};
        } else if (!home.empty()) {
            remedy = {format("{} は {} に書く項目です", key, home), format("{} belongs to {}", key, home)};
        }
        unknown.wrong(
            {format("「{}」という項目はありません", shown), format("there is no field \"{}\"", shown)},
            remedy);
    }
}

void Object::reportMissing() const {
    for (const FieldSpec& field : spec_->fields) {
        if (!field.required || value_.node().find(field.key) != nullptr) continue;
        const std::string path =
            value_.path().empty() ? std::string(field.key) : format("{}.{}", value_.path(), field.key);
        Value(value_.node(), value_.report(), value_.owner(), path, std::string(field.ja))
            .wrong({"ありません", "it is missing"}, {"書き足してください", "add it"});
    }
}

std::optional<Value> Object::field(std::string_view key) const {
    const auto spec = std::find_if(spec_->fields.begin(), spec_->fields.end(),
                                   [&](const FieldSpec& field) { return field.key == key; });
    const JsonNode* node = value_.node().find(key);
    if (spec == spec_->fields.end() || node == nullptr) return std::nullopt;
    const std::string path = value_.path().empty() ? std::string(key) : format("{}.{}", value_.path(), key);
    return Value(*node, value_.report(), value_.owner(), path, std::string(spec->ja));
}

void Object::text(std::string_view key, std::string& into, std::size_t least) const {
    const auto value = field(key);
    if (!value) return;
    if (auto read = value->text(least)) into = std::move(*read);
}

void Object::flag(std::string_view key, bool& into) const {
    const auto value = field(key);
    if (!value) return;
    if (const auto read = value->flag()) into = *read;
}

void Object::number(std::string_view key, double& into, double least, double most) const {
    const auto value = field(key);
    if (!value) return;
    if (const auto read = value->number(least, most)) into = *read;
}

void Object::path(std::string_view key, std::string& into) const {
    const auto value = field(key);
    if (!value) return;
    if (auto read = value->mediaPath()) into = std::move(*read);
}

}  // namespace signage
