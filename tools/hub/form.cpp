// application/x-www-form-urlencoded.
#include "tools/hub/form.h"

#include <charconv>

namespace signage::hub {
namespace {

std::string formDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto [end, fault] = std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
            if (fault == std::errc() && end == text.data() + i + 3) {
                decoded += static_cast<char>(value);
                i += 2;
                continue;
            }
        }
        decoded += text[i] == '+' ? ' ' : text[i];
    }
    return decoded;
}

}  // namespace

bool isForm(const Request& request) {
    constexpr std::string_view type = "application/x-www-form-urlencoded";
    return std::string_view(request.header("content-type")).substr(0, type.size()) == type;
}

std::map<std::string, std::string> parseForm(std::string_view body) {
    std::map<std::string, std::string> fields;
    while (!body.empty()) {
        const auto end = body.find('&');
        const std::string_view field = body.substr(0, end);
        const auto equals = field.find('=');
        if (equals != std::string_view::npos)
            fields.emplace(formDecoded(field.substr(0, equals)), formDecoded(field.substr(equals + 1)));
        if (end == std::string_view::npos) break;
        body.remove_prefix(end + 1);
    }
    return fields;
}

std::string formField(const Request& request, const std::string& name) {
    const auto fields = parseForm(request.body);
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

}  // namespace signage::hub
