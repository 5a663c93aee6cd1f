// What holds for accounts whatever keeps them.
#include "tools/hub/accounts.h"

#include <sodium.h>

#include "player/base/format.h"
#include "player/store/hash.h"

namespace signage::hub {

bool Account::usable(Instant now) const {
    if (disabled) return false;
    return !ends || now < Zone::tokyo().startOf(addDays(*ends, 1));
}

Result<void> checkAccountName(std::string_view name) {
    if (isPlainName(name)) return {};
    return fail(Fault::invalid, std::string(name.substr(0, 64)),
                {"名前に使えない文字があるか、長さが合いません", "not a name"},
                {"英数字と . _ - で 64 文字まで", "up to 64 of letters, digits and . _ -"});
}

Result<Role> parseStaffRole(std::string_view name) {
    const auto role = parseRole(name);
    if (role && *role != Role::player) return role;
    return fail(Fault::invalid, "",
                {format("{} という職員の役割はありません", name.substr(0, 64)),
                 format("there is no role {} for staff", name.substr(0, 64))},
                {"administrator, publisher, reader のいずれか", "one of administrator, publisher, reader"});
}

std::string csrfOf(std::string_view sessionToken) {
    return sha256Hex("signage-hub csrf\n" + std::string(sessionToken));
}

bool sameSecret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace signage::hub
