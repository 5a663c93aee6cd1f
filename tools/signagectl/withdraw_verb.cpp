// signagectl withdraw: the current edition less one slide.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "tools/publishing/edit.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/rollout.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

struct WithdrawOptions {
    TargetOptions where;
    SigningOptions how;
    std::string slide;
};

int run(Context& context, const WithdrawOptions& options) {
    return republish(context, options.where, options.how, std::nullopt,
                     [&](const publishing::Published& edition) {
                         return publishing::withoutSlide(edition.files.playlist, options.slide);
                     });
}

}  // namespace

void addWithdraw(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("withdraw", "takes one slide off every screen at once");
    const auto options = std::make_shared<WithdrawOptions>();
    addTargetOptions(*verb, options->where);
    addSigningOptions(*verb, options->how, true, usualWait);
    verb->add_option("--slide", options->slide, "the slide's id")->required();
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
