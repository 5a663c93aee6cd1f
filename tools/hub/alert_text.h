// An alert in words and as JSON. Names and reasons come from playlists and players: line breaks and other
// controls in them become spaces.
#pragma once

#include <string>

#include "player/base/error.h"
#include "tools/hub/alert_rules.h"

namespace signage::hub {

struct AlertText {
    Bilingual title;  // one line
    Bilingual body;   // lines separated by \n
};

AlertText alertText(const AlertMessage& message);

// {"event","screen","name","condition","reason","since","at","title":{"ja","en"},"text":{"ja","en"}}; a
// digest has "screens" instead of one screen's values, which are null. This is what a webhook gets.
std::string alertBody(const AlertMessage& message);
// Title and text of such a body. Fault::invalid when it is none.
Result<AlertText> readAlertBody(const std::string& body);

}  // namespace signage::hub
