// The hub's pages for people, in Japanese: the fleet and the login form. Pure: values in, HTML out. Every
// value that came from outside is escaped; no script, no style but /style.css.
#pragma once

#include <string>

#include "tools/hub/fleet.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

// An HTML answer with the headers that every page carries (Content-Security-Policy and the like).
Response pageResponse(int status, std::string html);

std::string fleetPage(const Fleet& fleet);
// `message`: why the form is shown again; empty at first.
std::string loginPage(const std::string& message);
std::string messagePage(const std::string& title, const std::string& text);
std::string styleSheet();

}  // namespace signage::hub
