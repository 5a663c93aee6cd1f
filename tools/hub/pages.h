// The hub's pages for people, in Japanese: the fleet. Pure: values in, HTML out. Every
// value that came from outside is escaped; no script, no style but /style.css.
#pragma once

#include <string>

#include "tools/hub/fleet.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

// An HTML answer with the headers that every page carries (Content-Security-Policy and the like).
Response pageResponse(int status, std::string html);

// `csrf`: what the page's forms send back (accounts.h); empty for a caller without a session.
std::string fleetPage(const Fleet& fleet, const std::string& csrf = {});
std::string messagePage(const std::string& title, const std::string& text);
std::string styleSheet();

}  // namespace signage::hub
