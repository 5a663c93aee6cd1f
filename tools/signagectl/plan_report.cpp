// A plan in lines.
#include "tools/signagectl/plan_report.h"

#include <ostream>

#include <unistd.h>

#include "player/base/format.h"
#include "player/store/edition_file.h"

namespace signage::ctl {
namespace {

using namespace publishing;

std::string size(std::int64_t bytes) {
    if (bytes < 1024) return format("{} B", bytes);
    const auto kib = static_cast<double>(bytes) / 1024;
    return kib < 1024 ? format("{:.1f} KiB", kib) : format("{:.1f} MiB", kib / 1024);
}

void say(Context& context, const Bilingual& text) {
    context.out << text.in(context.language) << '\n';
}

Bilingual kindName(Difference::Kind kind) {
    switch (kind) {
        case Difference::Kind::added:
            return {"追加", "added"};
        case Difference::Kind::removed:
            return {"削除", "removed"};
        case Difference::Kind::altered:
            break;
    }
    return {"変更", "altered"};
}

void tellChanges(Context& context, const Difference& changes) {
    for (const auto& entry : changes.slides) {
        const Bilingual kind = kindName(entry.kind);
        say(context,
            {format("  {}: {}", kind.ja, entry.slide.ja), format("  {}: {}", kind.en, entry.slide.en)});
    }
    if (changes.reordered) say(context, {"  変更: スライドの並び順", "  altered: the order of the slides"});
    if (changes.others) {
        say(context,
            {"  変更: 画面の一覧や全体の設定", "  altered: the list of screens or general settings"});
    }
    if (changes.none()) say(context, {"  スライドに変わりはありません", "  no slide changes"});
}

}  // namespace

void reportWarning(Context& context, const Error& warning) {
    context.err << (context.language == Language::japanese ? "注意: " : "warning: ")
                << warning.line(context.language) << '\n';
}

void tellPlan(Context& context, const std::string& target, const Plan& plan) {
    if (plan.alreadyThere) return;
    const std::string id = editionName(plan.id);
    const std::string basis = plan.basis ? editionName(*plan.basis) : std::string();
    say(context,
        {format("{}: 版 {}{}", target, id, basis.empty() ? "（最初の版）" : format("（今は {}）", basis)),
         format("{}: edition {}{}", target, id,
                basis.empty() ? " (the first)" : format(" (now {})", basis))});
    tellChanges(context, plan.changes);
    if (plan.mediaCount == 0) return;
    say(context, {format("  素材: {}個 {}、うち送るもの {}個 {}", plan.mediaCount, size(plan.mediaBytes),
                         plan.missing.size(), size(plan.missingBytes)),
                  format("  media: {} of {}, to be sent {} of {}", plan.mediaCount, size(plan.mediaBytes),
                         plan.missing.size(), size(plan.missingBytes))});
}

void tellDryRun(Context& context, const Plan& plan) {
    const std::string id = editionName(plan.id);
    say(context, {format("確認だけです。版 {} は公開していません", id),
                  format("dry run: edition {} was not published", id)});
}

void tellDone(Context& context, const std::string& target, const Plan& plan) {
    const std::string id = editionName(plan.id);
    if (plan.alreadyThere) {
        say(context, {format("版 {} はもう公開されています: {}", id, target),
                      format("edition {} is published already: {}", id, target)});
        return;
    }
    say(context,
        {format("版 {} を公開しました: {}", id, target), format("published edition {}: {}", id, target)});
}

UploadReport::UploadReport(Context& context) : context_(context), watched_(::isatty(STDERR_FILENO) == 1) {}

void UploadReport::tell(const MediaItem& item, std::int64_t done, std::int64_t total) {
    if (path_ != item.path) {
        path_ = item.path;
        percent_ = -1;
        say(context_,
            {format("  送信: {} {}", path_, size(total)), format("  sending: {} {}", path_, size(total))});
    }
    if (!watched_ || total <= 0) return;
    const int percent = static_cast<int>(done * 100 / total);
    if (percent == percent_) return;
    percent_ = percent;
    context_.err << "\r    " << percent << " %" << (done == total ? "\r        \r" : "") << std::flush;
}

}  // namespace signage::ctl
