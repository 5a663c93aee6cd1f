// The published schema and the reader agree: the same playlists pass, the same fail, the same fields exist.
// g++ 12 warns of an overlap inside std::string that cannot be (its bug 105651) when valijson is inlined.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wrestrict"
#endif

#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "player/playlist/fields.h"
#include "tests/player/playlist/reading.h"

namespace signage {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

// What a schema cannot say: whether a day is in the calendar, whether two things agree, whether a zone
// exists. Playlists of that kind are named reader-only-*.json.
bool readerOnly(const fs::path& file) {
    return file.filename().string().rfind("reader-only-", 0) == 0;
}

std::vector<fs::path> corpus(const char* kind) {
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator(std::string(SIGNAGE_SOURCE_DIR "/tests/player/playlist/corpus/") + kind)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

const json& schemaJson() {
    static const json parsed = json::parse(fileText(SIGNAGE_SOURCE_DIR "/playlists/playlist.schema.json"));
    return parsed;
}

class Schema : public testing::Test {
  protected:
    Schema() {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(Adapter(schemaJson()), schema_);
    }
    bool accepts(const std::string& bytes) {
        const json document = json::parse(bytes);
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        return validator.validate(schema_, Adapter(document), nullptr);
    }

  private:
    valijson::Schema schema_;
};

TEST_F(Schema, AcceptsWhatTheReaderAccepts) {
    const auto files = corpus("good");
    ASSERT_GE(files.size(), 20U);
    for (const fs::path& file : files) {
        const std::string bytes = fileText(file);
        EXPECT_EQ(lines(readPlaylist(bytes, file.filename().string(), Strictness::author).errors),
                  std::vector<std::string>{});
        EXPECT_TRUE(accepts(bytes)) << file;
    }
    EXPECT_TRUE(accepts(fileText(SIGNAGE_SOURCE_DIR "/playlists/minato.json")));
}

TEST_F(Schema, RefusesWhatTheReaderRefuses) {
    const auto files = corpus("bad");
    ASSERT_GE(files.size(), 100U);
    for (const fs::path& file : files) {
        const std::string bytes = fileText(file);
        EXPECT_FALSE(readAuthored(bytes).ok()) << file;
        EXPECT_EQ(accepts(bytes), readerOnly(file)) << file;
    }
}

std::set<std::string> keysOf(const json& object) {
    std::set<std::string> keys;
    for (const auto& item : object.items()) keys.insert(item.key());
    return keys;
}

TEST(SchemaFields, AreTheReadersFields) {
    for (const ObjectSpec* spec : objectSpecs()) {
        const std::string name(spec->name);
        const json& definition = name == "playlist" ? schemaJson() : schemaJson().at("definitions").at(name);
        std::set<std::string> known;
        std::set<std::string> required;
        for (const FieldSpec& field : spec->fields) {
            EXPECT_TRUE(known.emplace(field.key).second) << name << " knows " << field.key << " twice";
            EXPECT_FALSE(field.ja.empty());
            if (field.required) required.emplace(field.key);
        }
        EXPECT_EQ(keysOf(definition.at("properties")), known) << name;
        const auto listed = definition.value("required", std::vector<std::string>{});
        EXPECT_EQ(std::set<std::string>(listed.begin(), listed.end()), required) << name;
        EXPECT_EQ(definition.at("additionalProperties"), json(false)) << name;
    }
}

// Collects the names of object definitions that no spec stands for.
TEST(SchemaFields, NoObjectIsUnknownToTheReader) {
    std::set<std::string> specs;
    for (const ObjectSpec* spec : objectSpecs()) specs.emplace(spec->name);
    for (const auto& [name, definition] : schemaJson().at("definitions").items()) {
        EXPECT_EQ(definition.contains("properties"), specs.count(name) == 1) << name;
    }
}

}  // namespace
}  // namespace signage
