// The fields of the format signage-playlist/1.
#include "player/playlist/fields.h"

namespace signage {
namespace fields {
namespace {

constexpr bool required = true;

constexpr FieldSpec playlistFields[] = {{"format", "形式", required},
                                        {"title", "番組表の名前"},
                                        {"timezone", "時間帯"},
                                        {"theme", "配色"},
                                        {"defaults", "既定値"},
                                        {"slides", "スライド", required},
                                        {"screens", "画面"},
                                        {"edition", "版"},
                                        {"assets", "素材"}};
constexpr FieldSpec defaultsFields[] = {{"seconds", "表示秒数"}, {"transition", "切り替え"}};
constexpr FieldSpec transitionFields[] = {{"kind", "切り替えの種類", required},
                                          {"seconds", "切り替えの秒数"}};
constexpr FieldSpec slideFields[] = {{"id", "識別子", required},
                                     {"layout", "型", required},
                                     {"title", "題"},
                                     {"lead", "リード文"},
                                     {"points", "要点"},
                                     {"note", "注記"},
                                     {"picture", "絵"},
                                     {"fit", "絵の収め方"},
                                     {"caption", "絵の説明"},
                                     {"rights", "絵の権利"},
                                     {"video", "動画"},
                                     {"captions", "字幕"},
                                     {"sound", "音"},
                                     {"contact", "問い合わせ先"},
                                     {"qr", "二次元コード"},
                                     {"chart", "グラフ"},
                                     {"table", "表"},
                                     {"figures", "数字"},
                                     {"event", "催し"},
                                     {"as_of", "時点"},
                                     {"source", "出典"},
                                     {"translations", "ほかの言語"},
                                     {"show", "掲出"},
                                     {"screens", "対象の画面"},
                                     {"seconds", "表示秒数"},
                                     {"transition", "切り替え"},
                                     {"order", "優先順"},
                                     {"times_per_cycle", "一巡の回数"},
                                     {"fallback", "予備"},
                                     {"takeover", "割り込み"},
                                     {"sample", "見本"}};
constexpr FieldSpec contactFields[] = {{"name", "問い合わせ先の名前"},
                                       {"tel", "電話"},
                                       {"hours", "受付時間"},
                                       {"place", "問い合わせ先の場所"},
                                       {"note", "問い合わせ先の注記"}};
constexpr FieldSpec qrFields[] = {
    {"url", "二次元コードのアドレス", required}, {"caption", "二次元コードの説明"}, {"search", "検索の言葉"}};
constexpr FieldSpec chartFields[] = {
    {"kind", "グラフの種類"}, {"unit", "単位"},        {"categories", "項目", required},
    {"values", "値"},         {"series", "系列"},      {"total", "合計"},
    {"sum", "合計の検算"},    {"note", "グラフの注記"}};
constexpr FieldSpec chartValueFields[] = {{"value", "値", required}, {"approx", "概数"}};
constexpr FieldSpec seriesFields[] = {{"name", "系列の名前", required}, {"values", "値", required}};
constexpr FieldSpec tableFields[] = {{"columns", "列", required}, {"rows", "行"},
                                     {"groups", "表の組"},        {"total", "合計"},
                                     {"sum", "合計の検算"},       {"note", "表の注記"}};
constexpr FieldSpec groupFields[] = {
    {"name", "組の名前", required}, {"rows", "行", required}, {"total", "合計"}, {"sum", "合計の検算"}};
constexpr FieldSpec figureFields[] = {
    {"label", "数字の名前", required}, {"value", "値", required}, {"unit", "単位"}, {"note", "数字の注記"}};
constexpr FieldSpec eventFields[] = {{"starts", "開始", required},
                                     {"ends", "終了"},
                                     {"time_note", "日時の注記"},
                                     {"place", "会場"},
                                     {"audience", "対象"},
                                     {"speakers", "講師"},
                                     {"fee", "費用"},
                                     {"capacity", "定員"},
                                     {"apply", "申込み"},
                                     {"host", "主催"}};
constexpr FieldSpec speakerFields[] = {
    {"name", "講師の名前", required}, {"role", "講師の肩書"}, {"talk", "演題"}};
constexpr FieldSpec translationFields[] = {{"language", "言語", required},
                                           {"title", "題", required},
                                           {"lead", "リード文"},
                                           {"points", "要点"},
                                           {"note", "注記"},
                                           {"caption", "絵の説明"}};
constexpr FieldSpec showFields[] = {{"from", "掲出開始"},
                                    {"until", "掲出終了"},
                                    {"days", "掲出する曜日"},
                                    {"not_on", "掲出しない日"},
                                    {"hours", "掲出する時間"}};
constexpr FieldSpec targetsFields[] = {{"include", "出す画面"}, {"exclude", "出さない画面"}};
constexpr FieldSpec screenFields[] = {
    {"id", "識別子", required},     {"name", "施設の名前"},     {"tags", "札"},
    {"viewing_metres", "見る距離"}, {"inches", "画面の大きさ"}, {"scan_metres", "読み取る距離"},
    {"open", "開いている時間"},     {"closed_on", "休みの日"}};
constexpr FieldSpec editionFields[] = {{"channel", "配信先", required},
                                       {"epoch", "世代", required},
                                       {"number", "版の番号", required},
                                       {"issued", "発行日時", required},
                                       {"expires", "期限", required},
                                       {"author_section", "作成課"},
                                       {"reason", "理由"}};
constexpr FieldSpec assetFields[] = {{"sha256", "ハッシュ", required},
                                     {"bytes", "バイト数", required},
                                     {"type", "素材の種類", required},
                                     {"seconds", "長さの秒数"}};

}  // namespace

const ObjectSpec playlist{"playlist", playlistFields};
const ObjectSpec defaults{"defaults", defaultsFields};
const ObjectSpec transition{"transition", transitionFields};
const ObjectSpec slide{"slide", slideFields};
const ObjectSpec contact{"contact", contactFields};
const ObjectSpec qr{"qr", qrFields};
const ObjectSpec chart{"chart", chartFields};
const ObjectSpec chartValue{"chartValue", chartValueFields};
const ObjectSpec series{"series", seriesFields};
const ObjectSpec table{"table", tableFields};
const ObjectSpec group{"group", groupFields};
const ObjectSpec figure{"figure", figureFields};
const ObjectSpec event{"event", eventFields};
const ObjectSpec speaker{"speaker", speakerFields};
const ObjectSpec translation{"translation", translationFields};
const ObjectSpec show{"show", showFields};
const ObjectSpec targets{"targets", targetsFields};
const ObjectSpec screen{"screen", screenFields};
const ObjectSpec edition{"edition", editionFields};
const ObjectSpec asset{"asset", assetFields};

}  // namespace fields

std::span<const ObjectSpec* const> objectSpecs() {
    static constexpr const ObjectSpec* all[] = {
        &fields::playlist,    &fields::defaults, &fields::transition, &fields::slide,   &fields::contact,
        &fields::qr,          &fields::chart,    &fields::chartValue, &fields::series,  &fields::table,
        &fields::group,       &fields::figure,   &fields::event,      &fields::speaker, &fields::show,
        &fields::translation, &fields::targets,  &fields::screen,     &fields::edition, &fields::asset};
    return all;
}

}  // namespace signage
