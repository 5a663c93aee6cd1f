// Notes taken from staff: judged before they are kept.
#include "tools/hub/note_routes.h"

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "tools/hub/wire.h"

namespace signage::hub {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longestReason = 300;           // characters
constexpr std::size_t longestName = 80;              // characters
constexpr std::chrono::hours usualSeeingTo{24};      // when no end is given
constexpr std::chrono::hours longestNote{24 * 366};  // a forgotten note must not hide a screen for ever

// A field that is missing or null is empty; one of another kind is a mistake.
Result<std::string> textField(const Json& body, const char* key, std::size_t longest) {
    const auto found = body.find(key);
    if (found == body.end() || found->is_null()) return std::string();
    if (!found->is_string()) return fail(Fault::invalid, key, {"文字列ではありません", "not a string"});
    auto text = found->get<std::string>();
    if (isUtf8(text) && toCodePoints(text).size() <= longest) return text;
    return fail(Fault::invalid, key,
                {format("{} 文字までにしてください", longest), format("at most {} characters", longest)});
}

Result<Instant> endOf(const Json& body, NoteKind kind, Instant now) {
    const auto text = textField(body, "until", longestName);
    if (!text) return Failure(text.error());
    if (text->empty() && kind == NoteKind::seenTo) return now + usualSeeingTo;
    const auto until = parseInstant(*text, Zone::tokyo());
    if (!until) return Failure(Error(until.error()).within("until"));
    if (*until > now && *until <= now + longestNote) return *until;
    return fail(Fault::invalid, "until",
                {"今より後、一年以内の日時にしてください", "must be after now and within a year"});
}

Result<Note> readNote(const Request& request, Instant now) {
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) return fail(Fault::invalid, "note", {"JSON として読めません", "not JSON"});
    const auto kindName = textField(body, "kind", longestName);
    if (!kindName) return Failure(kindName.error());
    const auto kind = parseNoteKind(*kindName);
    if (!kind) return Failure(kind.error());
    auto reason = textField(body, "reason", longestReason);
    if (!reason) return Failure(reason.error());
    if (*kind == NoteKind::maintenance && reason->empty())
        return fail(Fault::invalid, "reason", {"理由を書いてください", "a reason is needed"});
    auto by = textField(body, "by", longestName);
    if (!by) return Failure(by.error());
    if (by->empty() && request.who) *by = request.who->name;
    const auto until = endOf(body, *kind, now);
    if (!until) return Failure(until.error());
    return Note{*kind, std::move(*reason), std::move(*by), now, *until};
}

// For the audit log.
std::string noteText(const Note& note) {
    return format("{} until {} by {}{}{}", noteKindName(note.kind), formatInstant(note.until), note.by,
                  note.reason.empty() ? "" : ": ", note.reason);
}

Response noSuchScreen() {
    return errorResponse(404, {"そのような画面はありません", "there is no such screen"});
}

}  // namespace

NoteRoutes::NoteRoutes(NoteStore& store, Auditor& auditor) : store_(store), auditor_(auditor) {}

Response NoteRoutes::put(const Request& request) {
    const std::string screen = request.parameter("id");
    if (!isPlainName(screen)) return noSuchScreen();
    const auto note = readNote(request, auditor_.now());
    if (!note) return errorResponse(400, note.error());
    if (const auto kept = store_.put(screen, *note); !kept) return faultResponse(kept.error());
    auditor_.note(request, {"note.put", screen, "done", noteText(*note), ""});
    return jsonResponse(200, noteBody(*note));
}

Response NoteRoutes::remove(const Request& request) {
    const std::string screen = request.parameter("id");
    if (!isPlainName(screen)) return noSuchScreen();
    if (const auto removed = store_.remove(screen); !removed) return faultResponse(removed.error());
    auditor_.note(request, {"note.remove", screen, "done", "", ""});
    return emptyResponse(204).with("Cache-Control", "no-store");
}

}  // namespace signage::hub
