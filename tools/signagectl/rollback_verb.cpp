// signagectl rollback: an earlier edition's content under a new number.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

struct RollbackOptions {
    TargetOptions where;
    SigningOptions how;
    std::string edition;
};

int run(Context& context, const RollbackOptions& options) {
    const auto id = parseEditionName(options.edition);
    if (!id) return wrongUsage(context, Error(id.error()).within("--edition"));
    return republish(
        context, options.where, options.how, *id,
        [](const publishing::Published& edition) -> Result<std::string> { return edition.files.playlist; });
}

}  // namespace

void addRollback(CLI::App& app, Context& context) {
    auto* verb =
        app.add_subcommand("rollback", "publishes an earlier edition's content again, under a new number");
    const auto options = std::make_shared<RollbackOptions>();
    addTargetOptions(*verb, options->where);
    addSigningOptions(*verb, options->how, true);
    verb->add_option("--edition", options->edition, "EPOCH-NUMBER, as `signagectl editions` lists it")
        ->required();
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
