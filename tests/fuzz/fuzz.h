// The readers of foreign bytes, each as a function that may be given anything: what libFuzzer feeds
// (tools/fuzz) and what the kept corpora are replayed through in every test run.
#pragma once

#include <string_view>

namespace signage::fuzz {

// Each ends the process when a promise of the reader does not hold; otherwise nothing is to be seen.
void fuzzPlaylist(std::string_view bytes);
void fuzzSignature(std::string_view bytes);    // .minisig, .pub and key ids
void fuzzSecretKey(std::string_view bytes);    // key files of signagectl
void fuzzKeys(std::string_view bytes);         // keys.json
void fuzzEditionFile(std::string_view bytes);  // the container on disk and on the wire, and its names
void fuzzFloor(std::string_view bytes);
void fuzzLatest(std::string_view bytes);
void fuzzPicture(std::string_view bytes);  // headers of PNG, JPEG, WebP; SVG
void fuzzCaptions(std::string_view bytes);

// What a reader promised and did not keep.
void require(bool promise, const char* what);

}  // namespace signage::fuzz
