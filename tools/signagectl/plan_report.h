// Telling staff what a publish changes, how far it is and how it ended.
#pragma once

#include <cstdint>
#include <string>

#include "player/base/error.h"
#include "tools/publishing/plan.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {

// The error's line on the error stream, marked as a warning.
void reportWarning(Context& context, const Error& warning);

void tellPlan(Context& context, const std::string& target, const publishing::Plan& plan);
void tellDryRun(Context& context, const publishing::Plan& plan);
// The last line, with the number that is served now.
void tellDone(Context& context, const std::string& target, const publishing::Plan& plan);

// One line per file that is sent, and the share that has arrived where a person watches.
class UploadReport {
  public:
    explicit UploadReport(Context& context);
    void tell(const publishing::MediaItem& item, std::int64_t done, std::int64_t total);

  private:
    Context& context_;
    bool watched_;
    std::string path_;
    int percent_ = -1;
};

}  // namespace signage::ctl
