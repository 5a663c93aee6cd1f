// signagectl push: a signed folder brought to a hub without any key.
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tools/publishing/push.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/secrets.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

struct PushOptions {
    std::string folder;
    TargetOptions where;
    std::string rootKey;
    bool dryRun = false;
};

int run(Context& context, const PushOptions& options) {
    const auto hub = openTarget(context, options.where);
    if (!hub) return wrongUsage(context, hub.error());
    std::vector<PublicKey> roots;
    if (!options.rootKey.empty()) {
        const auto root = readPublicKey(*context.disk, options.rootKey);
        if (!root) return report(context, root.error());
        roots = {*root};
    }
    // It is only read: the name of its part files is never used.
    publishing::FolderTarget source(*context.disk, options.folder, "push");
    const auto plan = publishing::planPush(source, *hub->target, hub->channel, roots);
    if (!plan) return report(context, plan.error());
    return publishPlan(context, *hub->target, *plan, options.dryRun);
}

}  // namespace

void addPush(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("push", "uploads a folder that publish wrote, as it is, without a key");
    const auto options = std::make_shared<PushOptions>();
    verb->add_option("folder", options->folder, "the folder")->required();
    addTargetOptions(*verb, options->where);
    verb->add_option("--root-key", options->rootKey, "the root's public key, to verify the folder first");
    verb->add_flag("--dry-run", options->dryRun, "tell what would change, publish nothing");
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
