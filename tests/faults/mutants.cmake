# Deliberately broken copies of the player's sources, to prove that the fault suite notices. Each mutant is one
# exchange of text in one file; the text must be there exactly once, so that a mutant cannot fade away unnoticed.
#   signage_mutant(NAME FILE "text" "what stands there instead")
# In the new text, mutant("NAME") tells whether this one is switched on.
include(${CMAKE_CURRENT_LIST_DIR}/make_mutant.cmake)
set(SIGNAGE_MUTANT_DIR ${PROJECT_BINARY_DIR}/mutants)
set(SIGNAGE_MUTANT_FILES "")

signage_mutant(hash-not-checked player/store/media_writer.cpp
  "if (hash_->finishHex() != asset_.sha256) {" "if (hash_->finishHex() != asset_.sha256 && !mutant(\"hash-not-checked\")) {")
signage_mutant(signature-not-checked player/store/minisign.cpp
  "if (!verifyContent(bytes, signature, key)) {" "if (!verifyContent(bytes, signature, key) && !mutant(\"signature-not-checked\")) {")
signage_mutant(file-not-synced player/store/state_folder.cpp
  "auto synced = file->sync();" "auto synced = mutant(\"file-not-synced\") ? Result<void>{} : file->sync();")
signage_mutant(medium-not-synced player/store/state_folder.cpp
  "mutant(\"file-not-synced\") ?"
  "mutant(\"file-not-synced\") || (mutant(\"medium-not-synced\") && folder.ends_with(\"/media\")) ?")
signage_mutant(folder-not-synced player/store/state_folder.cpp
  "auto durable = disk.syncDirectory(folder);"
  "auto durable = mutant(\"folder-not-synced\") ? Result<void>{} : disk.syncDirectory(folder);")
signage_mutant(failed-sync-ignored player/store/state_folder.cpp
  "if (!synced) {" "if (!synced && !mutant(\"failed-sync-ignored\")) {")
signage_mutant(old-part-not-removed player/store/state_folder.cpp
  "discard(disk, part);\n    return disk.create(part);"
  "if (!mutant(\"old-part-not-removed\")) discard(disk, part);\n    return disk.create(part);")
signage_mutant(failed-write-ignored player/store/state_folder.cpp
  "auto written = (*file)->append(bytes); !written) {"
  "auto written = (*file)->append(bytes); !written && !mutant(\"failed-write-ignored\")) {")
signage_mutant(failed-commit-shown player/store/edition_store.cpp
  "if (!written) return written;" "if (!written && !mutant(\"failed-commit-shown\")) return written;")
signage_mutant(floor-not-raised player/store/edition_store.cpp
  "raiseFloor(impl_->floor, *edition, now);"
  "if (!mutant(\"floor-not-raised\")) raiseFloor(impl_->floor, *edition, now);")
signage_mutant(unread-floor-lost player/store/store_keeping.cpp
  "if (floorUnread) {" "if (floorUnread && !mutant(\"unread-floor-lost\")) {")
signage_mutant(held-media-collected player/store/store_keeping.cpp
  "auto playlist = playing.lock(); playlist != nullptr)"
  "auto playlist = playing.lock(); playlist != nullptr && !mutant(\"held-media-collected\"))")
signage_mutant(garbage-not-collected player/store/store_keeping.cpp
  "used.count(file.name) != 0)" "used.count(file.name) != 0 || mutant(\"garbage-not-collected\"))")
signage_mutant(trusted-comment-not-checked player/store/minisign.cpp
  "if (!verifyComment(signature, key)) {" "if (!verifyComment(signature, key) && !mutant(\"trusted-comment-not-checked\")) {")
# Compared twice, so that a number below the floor is not even fetched: both comparisons must go.
signage_mutant(number-not-compared player/store/floor.cpp
  "if (edition.id < floor.id) {" "if (edition.id < floor.id && !mutant(\"number-not-compared\")) {")
signage_mutant(number-not-compared player/sync/syncer.cpp
  "if (latest < floor.id) {" "if (latest < floor.id && !mutant(\"number-not-compared\")) {")
signage_mutant(name-not-compared player/sync/syncer.cpp
  "if (candidate->edition->id != wanted) {" "if (candidate->edition->id != wanted && !mutant(\"name-not-compared\")) {")
signage_mutant(same-number-not-compared player/store/floor.cpp
  "if (edition.id == floor.id && edition.sha256 != floor.sha256) {"
  "if (edition.id == floor.id && edition.sha256 != floor.sha256 && !mutant(\"same-number-not-compared\")) {")
signage_mutant(epoch-not-compared player/store/edition.cpp
  "if (info.id.epoch != keys.epoch) {" "if (info.id.epoch != keys.epoch && !mutant(\"epoch-not-compared\")) {")
signage_mutant(channel-not-checked player/store/edition.cpp
  "if (channel.empty() || info.channel == channel) return {};"
  "if (channel.empty() || info.channel == channel || mutant(\"channel-not-checked\")) return {};")
signage_mutant(revocation-not-checked player/store/floor.cpp
  "if (isRevoked(floor, edition.keyId)) {" "if (isRevoked(floor, edition.keyId) && !mutant(\"revocation-not-checked\")) {")
signage_mutant(keys-version-not-compared player/store/floor.cpp
  "if (edition.keys.version < floor.keysVersion) {"
  "if (edition.keys.version < floor.keysVersion && !mutant(\"keys-version-not-compared\")) {")
signage_mutant(length-not-checked player/store/media_writer.cpp
  "if (static_cast<std::int64_t>(bytes.size()) > asset_.bytes - bytes_) {"
  "if (static_cast<std::int64_t>(bytes.size()) > asset_.bytes - bytes_ && !mutant(\"length-not-checked\")) {")
signage_mutant(length-not-checked player/store/media_writer.cpp
  "if (bytes_ != asset_.bytes) {" "if (bytes_ != asset_.bytes && !mutant(\"length-not-checked\")) {")
signage_mutant(expiry-not-checked player/store/edition_store.cpp
  "now.state == ClockState::trusted && isStale(*edition, now)) {"
  "now.state == ClockState::trusted && isStale(*edition, now) && !mutant(\"expiry-not-checked\")) {")
# Counted by the HTTP client and by the store: both must go.
signage_mutant(bytes-not-counted player/platform/curl_http.cpp
  "if (bodyBytes > (isGood() ?" "if (!mutant(\"bytes-not-counted\") && bodyBytes > (isGood() ?")
signage_mutant(bytes-not-counted player/store/media_writer.cpp
  "asset_.bytes - bytes_ && !mutant(\"length-not-checked\")) {"
  "asset_.bytes - bytes_ && !mutant(\"length-not-checked\") && !mutant(\"bytes-not-counted\")) {")
signage_mutant(redirect-not-checked player/platform/curl_http.cpp
  "if (!isRedirectAllowed(*url, *next)) {" "if (!isRedirectAllowed(*url, *next) && !mutant(\"redirect-not-checked\")) {")
signage_mutant(stall-not-noticed player/platform/curl_http.cpp
  "static_cast<long>(stall.count()));" "mutant(\"stall-not-noticed\") ? 0L : static_cast<long>(stall.count()));")
signage_mutant(megapixels-not-checked player/paint/picture.cpp
  "size->width * size->height > maxPicturePixels) {"
  "size->width * size->height > (mutant(\"megapixels-not-checked\") ? INT64_MAX : maxPicturePixels)) {")
signage_mutant(depth-not-checked player/playlist/json_tree.cpp
  "if (open_.size() >= static_cast<std::size_t>(maxPlaylistDepth)) {"
  "if (open_.size() >= static_cast<std::size_t>(maxPlaylistDepth) && !mutant(\"depth-not-checked\")) {")
signage_mutant(drawing-not-estimated player/paint/svg.cpp
  "if (isTooComplicated(bytes," "if (!mutant(\"drawing-not-estimated\") && isTooComplicated(bytes,")
signage_mutant(photograph-not-estimated player/paint/picture.cpp
  "const std::int64_t kept = frame->whole ?" "const std::int64_t kept = frame->whole && !mutant(\"photograph-not-estimated\") ?")
