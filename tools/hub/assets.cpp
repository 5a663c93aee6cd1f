// The table of files, made by tools/npm/web-assets.mjs.
#include "tools/hub/assets.h"

#include <algorithm>
#include <iterator>

#include "tools/hub/conditional.h"

namespace signage::hub {
namespace {

struct WebFile {
    std::string_view name;
    std::string_view file;  // with its hash
    std::string_view hash;
    std::string_view type;
    std::string_view imports;  // files, separated by blanks
    const unsigned char* data;
    std::size_t size;
};

#include "tools/hub/web_assets.inc"

const std::string assetFolder = "/assets/";

template <typename Field>
const WebFile* findWebFile(Field field, std::string_view value) {
    const auto found = std::find_if(std::begin(webFiles), std::end(webFiles),
                                    [&](const WebFile& each) { return each.*field == value; });
    return found == std::end(webFiles) ? nullptr : found;
}

}  // namespace

std::string assetPath(std::string_view name) {
    const WebFile* file = findWebFile(&WebFile::name, name);
    return file == nullptr ? std::string() : assetFolder + std::string(file->file);
}

std::vector<std::string> assetImports(std::string_view name) {
    std::vector<std::string> paths;
    const WebFile* file = findWebFile(&WebFile::name, name);
    if (file == nullptr) return paths;
    for (std::string_view rest = file->imports; !rest.empty();) {
        const auto blank = rest.find(' ');
        paths.push_back(assetFolder + std::string(rest.substr(0, blank)));
        if (blank == std::string_view::npos) break;
        rest.remove_prefix(blank + 1);
    }
    return paths;
}

Response assetResponse(const Request& request) {
    const WebFile* file = findWebFile(&WebFile::file, request.parameter("file"));
    if (file == nullptr) return errorResponse(404, {"そのような場所はありません", "there is nothing here"});
    const FileFacts facts{"", 0, '"' + std::string(file->hash) + '"', std::string(file->type),
                          "public, max-age=31536000, immutable"};
    return textResponse(request, std::string(file->data, file->data + file->size), facts);
}

}  // namespace signage::hub
