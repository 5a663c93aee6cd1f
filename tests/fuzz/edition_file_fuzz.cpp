// The container of an edition's four files, its names, and what judges it.
#include "player/store/edition.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzEditionFile(std::string_view bytes) {
    if (const auto files = decodeEditionFile(bytes)) {
        require(encodeEditionFile(*files) == bytes, "a container has one spelling");
        require(!verifyEdition(*files, {PublicKey{}}, ""), "nothing is signed by a key of zeros");
    }
    if (const auto id = parseEditionName(bytes)) {
        require(editionName(*id) == bytes, "an edition has one name");
        const auto again = parseEditionFileName(editionFileName(*id));
        require(again && *again == *id, "an edition has one file name");
    }
    if (const auto id = parseEditionFileName(bytes)) {
        require(editionFileName(*id) == bytes, "a file name has one spelling");
    }
}

}  // namespace signage::fuzz
