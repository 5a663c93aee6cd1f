// Audit entries as JSON, as CSV and as lines.
#include "tools/hub/audit.h"

#include <array>

#include <nlohmann/json.hpp>

#include "player/base/format.h"

namespace signage::hub {
namespace {

struct AuditField {
    const char* name;
    std::string AuditEntry::*value;
};

constexpr std::array<AuditField, 7> auditFields{{{"actor", &AuditEntry::actor},
                                                 {"role", &AuditEntry::role},
                                                 {"action", &AuditEntry::action},
                                                 {"target", &AuditEntry::target},
                                                 {"outcome", &AuditEntry::outcome},
                                                 {"detail", &AuditEntry::detail},
                                                 {"address", &AuditEntry::address}}};

std::string auditCell(const std::string& text) {
    constexpr std::string_view formulas = "=+-@\t\r\n";
    std::string cell = "\"";
    if (!text.empty() && formulas.find(text.front()) != std::string_view::npos) cell += '\'';
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

// What a terminal would obey, or take for the end of a field, is left out.
std::string auditPlain(const std::string& text) {
    std::string plain;
    for (const char c : text) {
        const bool control = (c >= '\0' && c < ' ') || c == '\x7f';
        plain += control ? ' ' : c;
    }
    return plain;
}

}  // namespace

std::string auditJson(const AuditPage& page) {
    using OrderedJson = nlohmann::ordered_json;
    OrderedJson entries = OrderedJson::array();
    for (const AuditEntry& entry : page.entries) {
        OrderedJson json = {{"at", formatInstant(entry.at)}};
        for (const AuditField& field : auditFields) json[field.name] = entry.*field.value;
        entries.push_back(std::move(json));
    }
    const OrderedJson body = {{"entries", std::move(entries)}, {"more", page.more}};
    return body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::string auditCsv(const AuditPage& page) {
    std::string csv =
        "\xEF\xBB\xBF"
        "at";
    for (const AuditField& field : auditFields) csv += format(",{}", field.name);
    csv += "\r\n";
    for (const AuditEntry& entry : page.entries) {
        csv += formatInstant(entry.at, Zone::tokyo());
        for (const AuditField& field : auditFields) csv += ',' + auditCell(entry.*field.value);
        csv += "\r\n";
    }
    return csv;
}

std::string auditLine(const AuditEntry& entry) {
    std::string line = formatInstant(entry.at, Zone::tokyo());
    for (const AuditField& field : auditFields) line += '\t' + auditPlain(entry.*field.value);
    return line;
}

}  // namespace signage::hub
