// What the player's main loop knows of heartbeats: post what is on the glass, stop at the end. Everything
// else (journal, spool, delivery) happens on the reporter's own thread, which opens it all.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "player/base/civil_time.h"
#include "player/heartbeat/journal.h"
#include "player/heartbeat/picture.h"
#include "player/heartbeat/record.h"
#include "player/heartbeat/spool.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"
#include "player/ports/http.h"

namespace signage {

struct ReporterOptions {
    std::string directory;  // STATE/heartbeat: made when missing; holds spool.sqlite and journal*.jsonl
    std::string player;     // the screen's id
    std::string program;    // "signage-player 0.1.0"
    std::string boot;       // empty: read from the kernel
    std::string hub;        // "https://hub.example"; empty: journal and spool only
    std::string token;
    Duration interval{60'000};
    double jitter = 0.1;               // by up to that share earlier or later, towards the screen's turn
    Duration silence{90'000};          // no sample for that long: the record says degraded
    int changesPerInterval = 10;       // records at changes of state, beyond the regular one
    std::chrono::seconds timeout{15};  // of one delivery
    Duration backoffFirst{5'000};      // after failures: random(first, min(first * 2^n, most))
    Duration backoffMost{300'000};
    SpoolLimits spool;
    JournalLimits journal;
    std::string sensors = "/sys/class";  // where the machine's thermometers are
};

// The doors, by reference: they must outlive the reporter and be safe from its thread.
struct ReporterDoors {
    const Clock& clock;
    Disk& disk;
    std::function<std::unique_ptr<Http>()> http;  // called once, on the thread; may be empty without a hub
    RandomSource random;                          // called on the thread only
    // Called on the thread after each answer of the hub; hand it on, do not work in it. May be empty.
    std::function<void(const LatestEditions&)> latest;
    std::function<std::unique_ptr<PanelProbe>()> panel = {};  // called once, on the thread; may be empty
    std::function<void()> pictureWanted = {};      // on the thread: the hub asks for one; may be empty
    std::function<void(PanelState)> panelIs = {};  // called on the thread at changes; may be empty
    // On the thread: it has come on, and will say so again when it has waited that long, at most three
    // seconds. None: it has ended. May be empty.
    std::function<void(std::optional<std::chrono::nanoseconds> wait)> alive = {};
};

class Reporter {
  public:
    // Cheap: starts the thread and returns. Make it after the first present.
    Reporter(ReporterOptions options, ReporterDoors doors);
    // stop(), when that has not been called.
    ~Reporter();
    Reporter(const Reporter&) = delete;
    Reporter& operator=(const Reporter&) = delete;

    // Hands over what is known now; takes a mutex for a moment and never waits for disk or network. Post at
    // every change and at least every 30 s (a silent main loop is reported). The first sample, a change of
    // state, edition, panel or display and a glass that begins or ceases to differ make a record at once; all
    // others are carried by the next regular record. From any thread.
    void post(Sample sample);
    // One line in the journal: {"event": name, "why": why}. From any thread.
    void event(std::string name, std::string why);
    // A picture of the glass, delivered at once; without a hub it is dropped. From any thread.
    void picture(GlassPicture picture);
    // Writes a last record with the newest sample, tries once to deliver it and what else waits, and ends the
    // thread: at once when the hub answers or refuses, within about two seconds when it does not answer.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
