// The CSV of plays, piece by piece.
#include "tools/hub/plays_csv.h"

#include <array>
#include <utility>

#include "player/base/format.h"

namespace signage::hub {
namespace {

constexpr int playsAtOnce = 1000;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

std::string_view proofInWords(Proof proof) {
    switch (proof) {
        case Proof::panel:
            return "画面の電源まで確認";
        case Proof::output:
            return "映像出力まで確認";
        case Proof::none:
            break;
    }
    return "確認なし";
}

// Excel takes the full-width forms for the same signs.
bool beginsLikeFormula(std::string_view text) {
    constexpr std::array<std::string_view, 10> signs{"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "|"};
    for (const std::string_view sign : signs) {
        if (text.substr(0, sign.size()) == sign) return true;
    }
    return false;
}

std::string csvLine(std::initializer_list<std::string_view> cells) {
    std::string line;
    for (const std::string_view cell : cells) {
        if (!line.empty()) line += ',';
        line += csvCell(cell);
    }
    return line + "\r\n";
}

std::string nameIn(const std::map<std::string, std::string>& names, const std::string& id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
}

class PlaysCsv final : public PieceSource {
  public:
    PlaysCsv(const PlayStore& store, PlayQuery query, PlayNames names)
        : store_(store), query_(std::move(query)), names_(std::move(names)) {}

    Result<std::string> next() override {
        if (!begun_) {
            begun_ = true;
            return head();
        }
        const auto plays = store_.next(query_, last_, playsAtOnce);
        if (!plays) return Failure(plays.error());
        std::string piece;
        for (const Play& play : *plays) piece += line(play);
        if (!plays->empty()) last_ = plays->back();
        return piece;
    }

  private:
    static std::string head() {
        return std::string(byteOrderMark) +
               csvLine(
                   {"# "
                    "これは画面の再生記録です。この記録だけでは、法令等に定める公示・掲示をしたことの証拠には"
                    "なりません。"}) +
               csvLine({"画面ID", "画面名", "スライドID", "スライド名", "版", "開始（日本時間）", "秒",
                        "画面と照合", "確認の内容"});
    }

    std::string line(const Play& play) const {
        const Showing& showing = play.showing;
        const double length = std::chrono::duration<double>(showing.length).count();
        const std::string start =
            formatLocalTime(Zone::tokyo().toLocal(std::chrono::floor<std::chrono::seconds>(showing.start)));
        return csvLine({play.player, nameIn(names_.screens, play.player), showing.slide,
                        nameIn(names_.slides, showing.slide), showing.edition, start,
                        format("{:.1f}", length), showing.verified ? "一致" : "未照合",
                        proofInWords(showing.proof)});
    }

    const PlayStore& store_;
    const PlayQuery query_;
    const PlayNames names_;
    std::optional<Play> last_;
    bool begun_ = false;
};

}  // namespace

std::string csvCell(std::string_view text) {
    std::string cell = "\"";
    if (beginsLikeFormula(text)) cell += '\'';
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"') cell += '"';
        cell += code < 0x20 || code == 0x7f ? ' ' : c;
    }
    return cell + '"';
}

std::shared_ptr<PieceSource> playsCsv(const PlayStore& store, PlayQuery query, PlayNames names) {
    return std::make_shared<PlaysCsv>(store, std::move(query), std::move(names));
}

}  // namespace signage::hub
