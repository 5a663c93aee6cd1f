// Gets a new box its name from the hub: asks for a code, which the screen shows, and goes on asking until
// somebody has typed it in. One step is one request; reads no clock and sleeps nowhere. Belongs to one
// thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/enrolment/enrolment_file.h"
#include "player/ports/disk.h"
#include "player/ports/http.h"

namespace signage {

struct EnrolOptions {
    std::string hub;  // "https://hub.example"
    std::string stateDir;
    Duration interval{5000};      // between requests while all is well
    Duration backOffMost{60000};  // after failures: twice as long each time, up to this
    std::chrono::seconds timeout{15};
};

struct EnrolOutcome {
    // "7K3M9PQX": to be shown now; empty: there is none, because the hub does not answer and the last one is
    // over.
    std::string code;
    std::optional<Enrolment> enrolled;  // set once, at the end; it is on the disk, or `fault` says why not
    std::optional<Error> fault;
    Duration next{0};  // until the next step
};

class Enroller {
  public:
    // The doors must outlive it. `random` gives 64 uniform bits at each call.
    Enroller(Http& http, Disk& disk, std::function<std::uint64_t()> random, EnrolOptions options);

    // `monotonic`: by it a code's life is counted, since the wall clock of a new box may be anything.
    EnrolOutcome step(std::chrono::nanoseconds monotonic);

  private:
    Result<void> haveToken();
    EnrolOutcome failed(Error error, std::chrono::nanoseconds monotonic);

    Http& http_;
    Disk& disk_;
    std::function<std::uint64_t()> random_;
    EnrolOptions options_;
    Enrolment enrolment_;
    std::string code_;
    std::chrono::nanoseconds codeEnds_{0};
    int failures_ = 0;
};

// "7K3M9PQX" -> "7K3M-9PQX".
std::string spelledCode(const std::string& code);

}  // namespace signage
