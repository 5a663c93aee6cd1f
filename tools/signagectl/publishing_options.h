// What the verbs that publish have in common: where to, by which key, when, and telling what happens.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "tools/publishing/published.h"
#include "tools/publishing/publisher.h"
#include "tools/publishing/target.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {

struct TargetOptions {
    std::string to;
    std::string channel;
    std::string tokenFile;
};
void addTargetOptions(CLI::App& verb, TargetOptions& options);

struct SigningOptions {
    std::string key;
    std::string passwordFile;
    std::string keys;
    std::string rootKey;
    std::string issued;
    std::string expires;
    std::string pretendNow;
    std::string authorSection;
    std::string reason;
    bool dryRun = false;
    int wait = 0;  // seconds to watch the screens take the edition
};
// `wait`: seconds that the verb watches the screens when nothing else is said.
void addSigningOptions(CLI::App& verb, SigningOptions& options, bool reasonRequired, int wait = 0);

// Tells the error; the exit status 2.
int wrongUsage(Context& context, const Error& error);

struct OpenTarget {
    std::unique_ptr<publishing::Target> target;
    std::string channel;  // empty: not named, to be taken from what is published
};
// A folder, or a hub through the context's client.
Result<OpenTarget> openTarget(Context& context, const TargetOptions& options);

// A time option in `zone`; `otherwise` when it was not given.
Result<Instant> timeOption(const char* name, const std::string& text, const Zone& zone, Instant otherwise);
// --pretend-now, or the machine's clock in whole seconds.
Result<Instant> nowFor(const std::string& pretendNow);

// The part of the order that the options give.
Result<publishing::Order> orderFor(Context& context, const SigningOptions& options, const Zone& zone);

// The edition that is to be altered, verified by --root-key or the publisher's own key.
Result<publishing::Published> verifiedEdition(Context& context, publishing::Target& target,
                                              const std::optional<EditionId>& id, const std::string& channel,
                                              const SigningOptions& options,
                                              const publishing::SecretKey& key);

// Plans, tells what changes, and unless it is a dry run carries it out and watches the screens take it. The
// exit status.
int publishOrder(Context& context, const OpenTarget& opened, const TargetOptions& where,
                 const publishing::Order& order, const publishing::SecretKey& key, const SigningOptions& how);
// Tells and carries out a plan.
int publishPlan(Context& context, publishing::Target& target, const publishing::Plan& plan, bool dryRun);

// An earlier edition's playlist, edited, signed again under a new number: rollback, withdraw.
int republish(Context& context, const TargetOptions& where, const SigningOptions& how,
              const std::optional<EditionId>& id,
              const std::function<Result<std::string>(const publishing::Published&)>& edit);

}  // namespace signage::ctl
