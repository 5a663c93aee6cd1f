// The work of the reporter's thread without the thread: which record is due, what stands in it, and the calls
// of journal, outbox and delivery. A test drives it with a clock of its own. Belongs to one thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "player/heartbeat/delivery.h"
#include "player/heartbeat/journal.h"
#include "player/heartbeat/outbox.h"
#include "player/heartbeat/panel_watch.h"
#include "player/heartbeat/record.h"
#include "player/heartbeat/reporter.h"

namespace signage {

// Whether the step from one sample to the next is a change that makes a record at once.
bool isChange(const Sample& from, const Sample& to);
// Whether that change is one that somebody may have to act on: any but that of the edition alone.
bool isPressing(const Sample& from, const Sample& to);
// `newer`, with the showings of `older` in front: what is left when a sample is superseded unseen.
Sample superseding(Sample older, Sample newer);

class Pulse {
  public:
    // `cancelled` is asked while a request runs, from this thread.
    Pulse(ReporterOptions options, ReporterDoors doors, std::function<bool()> cancelled);
    ~Pulse();
    Pulse(const Pulse&) = delete;
    Pulse& operator=(const Pulse&) = delete;

    // Makes the folder, opens the spool and the hub's client. Never fails: what cannot be opened is told.
    void open();
    void take(Sample sample);
    void event(const std::string& name, const std::string& why);
    void picture(GlassPicture picture);
    // Writes the record that is due and makes at most one request. Gives the monotonic time of the next step.
    std::chrono::nanoseconds step();
    // The last record, one attempt to deliver it, and everything on the disk.
    void finish();
    // Records that wait for the hub.
    std::int64_t waiting() const { return outbox_.depth(); }

  private:
    Moment now() const;
    void tell(std::string_view name, std::string_view why);
    void write(const Moment& at, bool pressing);
    Record record(const Moment& at) const;
    void judge(Record& record) const;
    void tellState(const Sample& sample);
    std::string noteOf(const Moment& at) const;
    void askPanel();
    void schedule(const Moment& at);
    bool mayWriteChange(const Moment& at);

    ReporterOptions options_;
    ReporterDoors doors_;
    std::function<bool()> cancelled_;
    std::string boot_;
    Journal journal_;
    Outbox outbox_;
    std::unique_ptr<Http> http_;
    std::optional<Delivery> delivery_;
    PanelWatch panel_;
    ScreenTurn turn_;                    // one drawn at random until a sample says it
    std::optional<Sample> sample_;       // the newest; its showings are those not yet recorded
    std::vector<ShownSlide> recovered_;  // what the program before was killed at, until a record has it
    std::chrono::nanoseconds sampledAt_{0};
    std::chrono::nanoseconds due_{0};
    std::chrono::nanoseconds windowStart_{0};
    int changes_ = 0;   // records at changes since windowStart_
    std::string told_;  // the state and reason that the journal was told last
};

}  // namespace signage
