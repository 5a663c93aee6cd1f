// A hub with something of everything, and every answer of it judged by tools/hub/openapi.json.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {

class AnswersWorld : public ::testing::Test {
  protected:
    // Two editions; screen-01 with records, plays and a picture, screen-02 with a token alone; accounts.
    AnswersWorld();

    // A path in which every parameter is something that this hub has.
    std::string targetOf(std::string pattern) const;
    // The first role that may, by the file; with a session where a token will not do.
    Headers allowed(const std::string& pattern, const std::string& method) const;
    // The answer, after it was judged.
    Reply describedAnswer(const std::string& method, const std::string& pattern, const std::string& target,
                          const Headers& headers, const std::string& body = "") const;
    // The same, with the status that it must have.
    void expectAnswer(int status, const std::string& method, const std::string& pattern,
                      const std::string& target, const Headers& headers, const std::string& body = "") const;
    // The same of a path without parameters, or of one with ours.
    void expectAnswer(int status, const std::string& method, const std::string& pattern,
                      const Headers& headers, const std::string& body = "") const {
        expectAnswer(status, method, pattern, targetOf(pattern), headers, body);
    }

    const std::string medium = "\x89PNG picture";
    TestHub hub;
};

// `headers` of a session and the form's type, without X-CSRF-Token: the form carries it.
Headers formBy(const Headers& headers);
// name=value for formBy()'s forms, "csrf=..." of that session.
std::string csrfField(const Headers& headers);

}  // namespace signage::hub::testing
