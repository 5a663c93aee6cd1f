// nlohmann's SAX parser feeding our tree; the bytes are handed to it one by one so that lines can be counted.
#include "player/playlist/json_tree.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/playlist/json_fault.h"
#include "player/playlist/reader.h"

namespace signage {
namespace {

// Walks over the bytes and tells how far the parser has read.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        *reached_ = at_;
        return *this;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

  private:
    const char* at_;
    const char** reached_;
};

class TreeBuilder final : public nlohmann::json::json_sax_t {
  public:
    TreeBuilder(std::string_view bytes, std::string_view name)
        : bytes_(bytes), name_(name), reached_(bytes.data()), counted_(bytes.data()) {}

    const char** reached() { return &reached_; }
    Result<JsonNode> take(bool parsed) {
        if (fault_) return Failure(std::move(*fault_));
        if (!parsed || !open_.empty())
            return fail(Fault::internal, std::string(name_), {"JSON を読めません", "cannot read the JSON"});
        return std::move(root_);
    }

    bool null() override { return add({}); }
    bool boolean(bool value) override {
        JsonNode node;
        node.kind = JsonNode::Kind::boolean;
        node.boolean = value;
        return add(std::move(node));
    }
    bool number_integer(number_integer_t value) override { return addInteger(value); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value <= static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
            return addInteger(static_cast<std::int64_t>(value));
        }
        return addNumber(static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return addNumber(value); }
    bool string(string_t& value) override {
        JsonNode node;
        node.kind = JsonNode::Kind::string;
        node.text = std::move(value);
        return add(std::move(node));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return begin(JsonNode::Kind::object); }
    bool start_array(std::size_t) override { return begin(JsonNode::Kind::array); }
    bool end_object() override { return end(); }
    bool end_array() override { return end(); }
    bool key(string_t& value) override {
        Level& level = open_.back();
        if (!level.seen.insert(value).second) {
            return refuse({format("「{}」が同じところに二度書かれています", shortened(value)),
                           format("\"{}\" is given twice in one place", shortened(value))},
                          {"どちらか一方を消してください", "remove one of the two"});
        }
        level.node.keys.push_back(std::move(value));
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception& error) override {
        fault_ = jsonFault(bytes_, position, error.what(), name_);
        return false;
    }

  private:
    struct Level {
        JsonNode node;
        std::set<std::string> seen;
    };

    // The parser stands right behind a value's last byte, or one byte further behind a number. Neither byte
    // can be a line feed inside the value, so the line of the last but one byte read is the value's.
    int line() {
        const char* until = reached_ > bytes_.data() ? reached_ - 1 : reached_;
        lines_ += static_cast<int>(std::count(counted_, until, '\n'));
        counted_ = until;
        return lines_;
    }
    std::string where() { return format("{}:{}", name_, line()); }
    bool refuse(Bilingual what, Bilingual remedy) {
        fault_ = Error{Fault::invalid, where(), std::move(what), std::move(remedy)};
        return false;
    }

    bool addInteger(std::int64_t value) {
        JsonNode node;
        node.kind = JsonNode::Kind::integer;
        node.integer = value;
        node.number = static_cast<double>(value);
        return add(std::move(node));
    }
    bool addNumber(double value) {
        JsonNode node;
        node.kind = JsonNode::Kind::number;
        node.number = value;
        return add(std::move(node));
    }
    bool add(JsonNode&& node) {
        node.line = line();
        return attach(std::move(node));
    }
    bool attach(JsonNode&& node) {
        if (open_.empty()) {
            root_ = std::move(node);
        } else {
            open_.back().node.children.push_back(std::move(node));
        }
        return true;
    }
    bool begin(JsonNode::Kind kind) {
        if (open_.size() >= static_cast<std::size_t>(maxPlaylistDepth)) {
            return refuse(
                {format("入れ子が{}段を超えています", maxPlaylistDepth),
                 format("nested deeper than {} levels", maxPlaylistDepth)},
                {"[ や { の閉じ忘れがないか確かめてください", "look for a [ or { that is not closed"});
        }
        Level level;
        level.node.kind = kind;
        level.node.line = line();
        open_.push_back(std::move(level));
        return true;
    }
    bool end() {
        JsonNode node = std::move(open_.back().node);
        open_.pop_back();
        return attach(std::move(node));
    }

    std::string_view bytes_;
    std::string_view name_;
    const char* reached_;
    const char* counted_;
    int lines_ = 1;
    std::vector<Level> open_;
    JsonNode root_;
    std::optional<Error> fault_;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size() && i < children.size(); ++i) {
        if (keys[i] == key) return &children[i];
    }
    return nullptr;
}

Result<JsonNode> parseJsonTree(std::string_view bytes, std::string_view name) {
    if (auto fault = unreadableBytes(bytes, name)) return Failure(std::move(*fault));
    TreeBuilder builder(bytes, name);
    try {
        const bool parsed = nlohmann::json::sax_parse(
            CountingIterator(bytes.data(), builder.reached()),
            CountingIterator(bytes.data() + bytes.size(), builder.reached()), &builder);
        return builder.take(parsed);
    } catch (const std::exception& error) {
        return fail(Fault::internal, std::string(name),
                    {"JSON を読めません", format("cannot read the JSON: {}", error.what())});
    }
}

}  // namespace signage
