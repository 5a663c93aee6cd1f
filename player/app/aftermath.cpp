// STATE/crashes and the supervisor's memory.
#include "player/app/aftermath.h"

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/display/x11_screen.h"
#include "player/playlist/unchanged.h"
#include "player/store/state_folder.h"

namespace signage {
namespace {

constexpr std::int64_t mostLadderBytes = 16 * 1024;

}  // namespace

Result<void> Avoided::allows(EditionId playing, const std::string& slide) const {
    if (playing != edition) return {};
    if (suspects.contains(slide)) {
        return fail(
            Fault::refused, slide,
            {"このスライドでプログラムが2回異常終了したので表示しません", "the player died twice over it"},
            {"内容を直して新しい版を発行してください", "mend it and publish a newer edition"});
    }
    if (only && !only->contains(slide)) {
        return fail(Fault::refused, slide,
                    {format("版 {} でプログラムが繰り返し異常終了したので、前の版にないものは表示しません",
                            editionName(edition)),
                     format("edition {} crashed the player: what the one before has not is not shown",
                            editionName(edition))});
    }
    return {};
}

Aftermath::Aftermath(Disk& disk, Lifeline& line, const std::string& stateDir, std::string boot)
    : disk_(disk), line_(line), path_(stateDir + "/crashes"), ladder_(SIGNAGE_VERSION, std::move(boot)) {
    recall();
    bool news = false;
    for (const Death& death : line_.deaths()) {
        news = news || !death.learned;
        // No edition is to blame for a display server that went away.
        if (death.signal == 0 && !death.hung && death.status == displayLostStatus) {
            events_.emplace_back("display-server-lost", causeOf(death));
            continue;
        }
        if (!death.learned) ladder_.learn(death);
        events_.emplace_back(
            "died", death.slide.empty() ? causeOf(death) : format("{}: {}", causeOf(death), death.slide));
    }
    if (news) keep();
}

void Aftermath::recall() {
    std::string text = line_.lesson();
    if (text.empty()) {
        const auto saved = disk_.read(path_, mostLadderBytes);
        if (!saved && saved.error().fault == Fault::not_found) return;
        if (!saved) {
            events_.emplace_back("crashes-unreadable", saved.error().line(Language::english));
            return;
        }
        text = *saved;
    }
    if (const auto read = ladder_.decode(text); !read)
        events_.emplace_back("crashes-unreadable", read.error().line(Language::english));
}

void Aftermath::keep() {
    line_.learned(ladder_.encode());
    unsaved_ = true;
}

std::optional<EditionId> Aftermath::passOver() const {
    if (ladder_.rung() != Rung::slate) return std::nullopt;
    return ladder_.edition();
}

Avoided Aftermath::judge(EditionStore& store) {
    const auto current = store.current();
    const EditionId held = current != nullptr ? current->id : store.floor().id;
    const Rung before = ladder_.rung();
    if (ladder_.meet(held)) keep();
    Avoided avoided{ladder_.edition(), ladder_.suspects(), std::nullopt};
    if (ladder_.rung() == Rung::common) {
        const auto previous = store.previous();
        const auto now = current == nullptr ? Result<std::string>("") : store.playlistOf(current->id);
        const auto older = previous == nullptr ? Result<std::string>("") : store.playlistOf(previous->id);
        avoided.only = unchangedSlides(older ? *older : "", now ? *now : "");
        if (avoided.only->empty()) {
            ladder_.giveUpCommon();
            keep();
        }
    }
    if (ladder_.rung() != before || ladder_.rung() != Rung::edition)
        events_.emplace_back("stepped-down", ladder_.reason().en);
    line_.setEdition(ladder_.rung() == Rung::edition ? held : ladder_.edition());
    return avoided;
}

std::vector<std::pair<std::string, std::string>> Aftermath::takeEvents() {
    if (!events_.empty()) line_.told();
    return std::exchange(events_, {});
}

bool Aftermath::welcome(EditionId id) {
    if (ladder_.rung() == Rung::slate && id <= ladder_.edition()) return false;
    if (ladder_.meet(id)) keep();
    line_.setEdition(id);
    return true;
}

std::function<void()> Aftermath::saving() {
    if (!std::exchange(unsaved_, false)) return {};
    return [this, text = ladder_.encode()] {
        const std::string folder = path_.substr(0, path_.rfind('/'));
        const auto written = writeDurably(disk_, path_ + ".part", path_, folder, text);
        // The supervisor remembers it meanwhile; only a power cut would forget it.
        if (!written) logWarning(written.error().line(Language::english));
    };
}

}  // namespace signage
