// GET /v1/audit.
#include "tools/hub/audit_routes.h"

#include <charconv>

#include "player/base/format.h"

namespace signage::hub {
namespace {

constexpr int mostAuditEntries = 100'000;

Result<std::optional<Instant>> auditTimeOf(const Request& request, const std::string& name) {
    const auto text = request.queryValue(name);
    if (!text || text->empty()) return std::optional<Instant>();
    const auto time = parseInstant(*text, Zone::tokyo());
    if (!time) return Failure(Error(time.error()).within(name));
    return std::optional<Instant>(*time);
}

Result<AuditQuery> auditQueryOf(const Request& request) {
    AuditQuery query;
    const auto since = auditTimeOf(request, "since");
    if (!since) return Failure(since.error());
    const auto until = auditTimeOf(request, "until");
    if (!until) return Failure(until.error());
    query.since = *since;
    query.until = *until;
    query.action = request.queryValue("action").value_or("");
    query.actor = request.queryValue("actor").value_or("");
    const std::string limit = request.queryValue("limit").value_or("");
    if (limit.empty()) return query;
    const char* const last = limit.data() + limit.size();
    const auto [end, fault] = std::from_chars(limit.data(), last, query.limit);
    if (fault == std::errc() && end == last && query.limit >= 1 && query.limit <= mostAuditEntries)
        return query;
    return fail(Fault::invalid, "limit",
                {format("1 から {} までの整数ではありません", mostAuditEntries),
                 format("not an integer from 1 to {}", mostAuditEntries)});
}

}  // namespace

Response AuditRoutes::list(const Request& request) const {
    const auto query = auditQueryOf(request);
    if (!query) return errorResponse(400, query.error());
    const std::string form = request.queryValue("format").value_or("json");
    if (form != "json" && form != "csv") {
        return errorResponse(400, {"format は json か csv です", "format is json or csv"});
    }
    const auto page = log_.list(*query);
    if (!page) return faultResponse(page.error());
    if (form == "json") return jsonResponse(200, auditJson(*page));
    Response response;
    response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                        {"Content-Disposition", "attachment; filename=\"audit.csv\""},
                        {"Cache-Control", "no-store"},
                        {"X-Content-Type-Options", "nosniff"}};
    response.body = auditCsv(*page);
    return response;
}

}  // namespace signage::hub
