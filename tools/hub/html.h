// Text put into HTML so that it stays text.
#pragma once

#include <string>
#include <string_view>

namespace signage::hub {

// For element content and for attribute values in double quotes. Ill-formed UTF-8 becomes U+FFFD, control
// characters are left out.
std::string escapeHtml(std::string_view text);

}  // namespace signage::hub
