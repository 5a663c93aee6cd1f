// Alerts at work.
#include "tools/hub/alerts.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "player/base/log.h"
#include "tools/hub/alert_sender.h"

namespace signage::hub {
namespace {

// How often the threads ask whether anything is due. The clock decides what is, so that one that is set, or a
// test's, is noticed at once.
constexpr std::chrono::milliseconds alertTick{250};

// Does a thing again and again on a thread of its own.
class Ticker {
  public:
    explicit Ticker(std::function<void()> work) : thread_([this, work = std::move(work)] { run(work); }) {}
    ~Ticker() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

  private:
    void run(const std::function<void()>& work) {
        std::unique_lock lock(mutex_);
        while (!ending_) {
            lock.unlock();
            work();
            lock.lock();
            wake_.wait_for(lock, alertTick, [this] { return ending_; });
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;  // guarded by mutex_
    std::thread thread_;   // last: starts when the rest is there
};

// Not for secrets: only so that hubs do not knock in step.
std::function<double()> dice() {
    auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
    return [engine] { return std::uniform_real_distribution<double>(0, 1)(*engine); };
}

std::vector<std::string> channelNames(const AlertSettings& settings) {
    std::vector<std::string> names;
    if (!settings.webhook.url.empty()) names.emplace_back("webhook");
    for (const std::string& to : settings.mailTo) names.push_back("mail:" + to);
    return names;
}

}  // namespace

struct Alerts::Impl {
    Impl(const AlertSettings& given, AlertStore& store, AlertWatch::Source source, const Clock& clock,
         Metrics& metrics, Http& http, Mail& mail)
        : settings(given),
          watch(std::move(source), store, channelNames(settings), clock, metrics),
          webhooks(store, webhookChannels(http), clock, metrics, dice()),
          mails(store, mailChannels(mail), clock, metrics, dice()) {}

    std::vector<AlertChannel> webhookChannels(Http& http) {
        if (settings.webhook.url.empty()) return {};
        return {{"webhook", [this, &http](const OutboxEntry& entry) {
                     return postWebhook(http, settings.webhook, entry, [this] { return ending.load(); });
                 }}};
    }
    std::vector<AlertChannel> mailChannels(Mail& mail) {
        std::vector<AlertChannel> channels;
        for (const std::string& to : settings.mailTo) {
            channels.push_back({"mail:" + to, [this, &mail, to](const OutboxEntry& entry) {
                                    return mailAlert(mail, settings.mailFrom, to, entry,
                                                     [this] { return ending.load(); });
                                }});
        }
        return channels;
    }
    void look() {
        const auto looked = watch.look();
        if (!looked) logWarning(looked.error().line(Language::english));
    }
    // A slow webhook must not hold up the mail, nor either the look at the fleet.
    void start() {
        tickers.push_back(std::make_unique<Ticker>([this] { look(); }));
        if (!settings.webhook.url.empty())
            tickers.push_back(std::make_unique<Ticker>([this] { webhooks.round(); }));
        if (!settings.mailTo.empty()) tickers.push_back(std::make_unique<Ticker>([this] { mails.round(); }));
    }

    const AlertSettings settings;
    std::atomic<bool> ending{false};
    AlertWatch watch;
    AlertSender webhooks;
    AlertSender mails;
    std::vector<std::unique_ptr<Ticker>> tickers;  // last: stop first
};

Alerts::Alerts(const AlertSettings& settings, AlertStore& store, AlertWatch::Source source,
               const Clock& clock, Metrics& metrics, Http& http, Mail& mail)
    : impl_(std::make_unique<Impl>(settings, store, std::move(source), clock, metrics, http, mail)) {
    // Left by a channel that is no longer given, too.
    const auto old = store.removeOlder(clock.wall() - 2 * alertGivenUpAfter);
    if (!old) logWarning(old.error().line(Language::english));
    // From nothing to one is a rise that Prometheus sees only when the nothing was there.
    for (const std::string& channel : channelNames(settings)) {
        for (const char* result : {"queued", "sent", "failed", "given_up"})
            metrics.alerts(channel, result, 0);
    }
    impl_->start();
}

Alerts::~Alerts() {
    impl_->ending = true;
}

}  // namespace signage::hub
