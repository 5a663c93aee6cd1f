// Names and tokens put together.
#include "player/app/identity.h"

#include "player/app/credentials.h"
#include "player/base/format.h"
#include "player/base/log.h"
#include "player/enrolment/enroller.h"

namespace signage {

Result<Identity> recallIdentity(const Disk& disk, const PlayerOptions& options) {
    Identity identity{options.screen, ""};
    if (!options.tokenFile.empty()) {
        auto token = readToken(disk, options.tokenFile);
        if (!token) return Failure(token.error());
        identity.token = *token;
        return identity;
    }
    if (options.hub.empty()) return identity;
    const auto known = readEnrolment(disk, options.stateDir);
    if (!known) logWarning(known.error().line(options.language));
    if (!known || !*known || (*known)->screen.empty()) return identity;
    if (!identity.screen.empty() && identity.screen != (*known)->screen)
        logWarning(format("enrolled as {}, not as {}", (*known)->screen, identity.screen));
    return Identity{(*known)->screen, (*known)->token};
}

bool mustEnrol(const PlayerOptions& options, const Identity& identity) {
    return !options.hub.empty() && identity.token.empty();
}

std::string enrolmentSlate(const std::string& code, const std::string& usual) {
    if (code.empty()) return usual;
    return "登録コード　" + spelledCode(code) +
           "\nこの画面は、まだ登録されていません。\n"
           "管理者の方は、画面の一覧でこのコードを入力してください。";
}

}  // namespace signage
