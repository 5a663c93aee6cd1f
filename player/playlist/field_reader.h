// Values of a JSON tree, taken one by one, each with the name by which messages call its place. Every fault
// goes into one report, so that an author sees all of them at once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/fields.h"
#include "player/playlist/json_tree.h"
#include "player/playlist/reader.h"

namespace signage {

// Collects faults up to a bound, so that a hostile file cannot fill the memory with messages.
class Report {
  public:
    static constexpr std::size_t maxErrors = 100;

    Report(std::string_view name, Strictness strictness) : name_(name), strictness_(strictness) {}
    bool author() const { return strictness_ == Strictness::author; }
    std::string where(int line) const;
    void error(int line, Bilingual what, Bilingual remedy);
    void warning(int line, Bilingual what, Bilingual remedy);
    // Sorted by line; the last one says so when there are more.
    std::vector<Error> takeErrors();
    std::vector<Error> takeWarnings();
    std::size_t count() const { return errors_.size(); }
    // Nothing more is kept: work on messages can be spared.
    bool full() const { return more_; }

  private:
    struct Entry {
        int line;
        Error error;
    };
    void add(std::vector<Entry>& to, int line, Bilingual what, Bilingual remedy) const;
    static std::vector<Error> sorted(std::vector<Entry>& entries);

    std::string_view name_;
    Strictness strictness_;
    bool more_ = false;
    std::vector<Entry> errors_;
    std::vector<Entry> warnings_;
};

class Object;

// One value and its place. Cheap to copy; lives no longer than tree and report.
class Value {
  public:
    Value(const JsonNode& node, Report& report, Bilingual owner, std::string path, std::string label)
        : node_(&node),
          report_(&report),
          owner_(std::move(owner)),
          path_(std::move(path)),
          label_(std::move(label)) {}

    const JsonNode& node() const { return *node_; }
    Report& report() const { return *report_; }
    const Bilingual& owner() const { return owner_; }
    const std::string& path() const { return path_; }
    bool isNull() const { return node_->kind == JsonNode::Kind::null; }

    // "OWNER LABEL PATH: WHAT (REMEDY)", and nothing so that a caller can return it.
    std::nullopt_t wrong(const Bilingual& what, Bilingual remedy) const;
    std::nullopt_t wrong(const Error& error) const { return wrong(error.what, error.remedy); }
    void doubtful(const Bilingual& what, Bilingual remedy) const;

    // Each reports what is wrong and then gives nothing. Lengths are in characters.
    std::optional<std::string> text(std::size_t least = 0, std::size_t most = maxText) const;
    std::optional<bool> flag() const;
    std::optional<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
    std::optional<double> number(double least, double most) const;
    std::optional<std::string> identifier() const;  // [A-Za-z0-9._-]{1,64}
    std::optional<std::string> mediaPath() const;   // relative, stays inside
    std::optional<std::vector<Value>> list(std::size_t least, std::size_t most) const;
    std::optional<Object> object(const ObjectSpec& spec) const;
    // Index into `names`.
    std::optional<std::size_t> choice(std::span<const std::string_view> names) const;

    static constexpr std::size_t maxText = 1000;

  private:
    Bilingual told(const Bilingual& what) const;

    const JsonNode* node_;
    Report* report_;
    Bilingual owner_;
    std::string path_;
    std::string label_;
};

// An object whose fields are known. Unknown and missing ones are reported when it is made.
class Object {
  public:
    Object(const Value& value, const ObjectSpec& spec);

    const Value& value() const { return value_; }
    std::optional<Value> field(std::string_view key) const;

    // Set the target when the field is there and right.
    void text(std::string_view key, std::string& into, std::size_t least = 0) const;
    void flag(std::string_view key, bool& into) const;
    void number(std::string_view key, double& into, double least, double most) const;
    void path(std::string_view key, std::string& into) const;

  private:
    void reportUnknown() const;
    void reportMissing() const;

    Value value_;
    const ObjectSpec* spec_;
};

// The name most like `wrong`; empty when none is like it.
std::string_view nearest(std::string_view wrong, std::span<const std::string_view> names);

}  // namespace signage
