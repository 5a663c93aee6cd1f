// Keys, passwords and tokens from files or a terminal.
#pragma once

#include <optional>
#include <string>

#include "player/base/error.h"
#include "player/store/minisign.h"
#include "tools/publishing/keys_document.h"
#include "tools/publishing/secret_key.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {

// The first line of a file that holds a password or token. Fault::invalid when it is empty.
Result<std::string> readSecretLine(const Disk& disk, const std::string& path);
// Asked for at the terminal, without echo; Fault::refused where there is no terminal.
Result<std::string> askPassword(Language language, const Bilingual& question);

// The key file; its password from `passwordFile`, or from the terminal when it needs one. Says so on the
// error stream when others may read the file.
Result<publishing::SecretKey> readKey(Context& context, const std::string& path,
                                      const std::string& passwordFile);
Result<PublicKey> readPublicKey(const Disk& disk, const std::string& path);
// keys.json and the keys.json.minisig beside it.
Result<publishing::SignedKeys> readSignedKeys(const Disk& disk, const std::string& path);

}  // namespace signage::ctl
