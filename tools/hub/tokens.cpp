// Roles, names and what a token is made of.
#include "tools/hub/tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include <sys/random.h>

#include "player/base/format.h"
#include "player/store/hash.h"

namespace signage::hub {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> roles{{{Role::player, "player"},
                                                                  {Role::publisher, "publisher"},
                                                                  {Role::reader, "reader"},
                                                                  {Role::administrator, "administrator"}}};

constexpr std::size_t tokenBytes = 32;
constexpr std::size_t maxNameLength = 64;

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

}  // namespace

std::string_view roleName(Role role) {
    for (const auto& [value, name] : roles) {
        if (value == role) return name;
    }
    return "reader";
}

Result<Role> parseRole(std::string_view name) {
    for (const auto& [value, text] : roles) {
        if (text == name) return value;
    }
    return fail(Fault::invalid, "",
                {format("{} という役割はありません", name), format("there is no role {}", name)},
                {"player, publisher, reader, administrator のいずれか",
                 "one of player, publisher, reader, administrator"});
}

bool isPlainName(std::string_view name) {
    return !name.empty() && name.size() <= maxNameLength && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), isNameCharacter);
}

Result<std::string> makeToken() {
    std::array<unsigned char, tokenBytes> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        return fail(Fault::internal, "getrandom",
                    {"乱数を得られません", "the kernel gave no random numbers"});
    }
    std::string token;
    for (const unsigned char byte : bytes) token += format("{:02x}", byte);
    return token;
}

std::string hashToken(std::string_view token) {
    return sha256Hex(token);
}

}  // namespace signage::hub
