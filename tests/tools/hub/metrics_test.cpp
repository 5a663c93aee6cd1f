// /metrics as Prometheus reads it: by its own checker, and by a real Prometheus that scrapes a hub.
#include "tools/hub/metrics.h"

#include <algorithm>
#include <csignal>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include "player/base/format.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using ::testing::HasSubstr;

const std::string promtool = "/usr/bin/promtool";  // Debian's package prometheus, see tools/install
const std::string prometheus = "/usr/bin/prometheus";

EditionSpec oneSlide() {
    EditionSpec spec;
    spec.extraSlides = {{"consultation-centre", "相談件数"}};
    return spec;
}

TEST(HubMetrics, APageHoldsWhatWasCounted) {
    TestHub hub;
    ASSERT_EQ(hub.post(oneSlide()).status, 201);
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    hub.clock.advance(std::chrono::seconds(90));
    hub.hub->metrics().alerts("mail:a@b", "sent", 2);
    const std::string text = hub.ask("GET", "/metrics", hub.as(Role::reader)).body;
    EXPECT_THAT(text, HasSubstr("signage_heartbeat_age_seconds{screen=\"screen-01\"} 90.000\n"));
    EXPECT_THAT(text, HasSubstr("signage_clock_skew_seconds{screen=\"screen-01\"} 0.000\n"));
    EXPECT_THAT(text, HasSubstr("signage_screen_edition_number{screen=\"screen-01\",epoch=\"1\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("signage_build_info{version=\"" SIGNAGE_VERSION "\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("signage_store_commit_duration_seconds_count 1\n"));
    EXPECT_THAT(
        text,
        HasSubstr("signage_http_request_duration_seconds_bucket{route=\"/v1/heartbeats\",le=\"0.001\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("signage_alerts_total{channel=\"mail\",result=\"sent\"} 2\n"))
        << "an address is no label";
    EXPECT_EQ(text.find("a@b"), std::string::npos);
}

TEST(HubMetrics, StrangersMakeNoSeries) {
    const TestHub hub;
    const auto series = [&] {
        const std::string text = hub.ask("GET", "/metrics", hub.as(Role::reader)).body;
        return std::count(text.begin(), text.end(), '\n');
    };
    (void)hub.ask("GET", "/x");
    (void)hub.ask("GET", "/v1/players/x/heartbeats");
    (void)series();
    const auto before = series();
    for (int i = 0; i < 50; ++i) {
        (void)hub.ask("GET", format("/x{}", i));
        (void)hub.ask("GET", format("/v1/players/x{}/heartbeats", i));
    }
    EXPECT_EQ(series(), before);
}

TEST(HubMetrics, BucketsCountEverythingUpToTheirBound) {
    Metrics metrics;
    for (const int took : {0, 1, 3, 700, 60'000}) metrics.committed(milliseconds(took));
    const std::string text = metrics.text({});
    const std::string name = "signage_store_commit_duration_seconds";
    EXPECT_THAT(text, HasSubstr(name + "_bucket{le=\"0.001\"} 2\n"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket{le=\"0.005\"} 3\n"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket{le=\"0.5\"} 3\n"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket{le=\"1\"} 4\n"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket{le=\"10\"} 4\n"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket{le=\"+Inf\"} 5\n"));
    EXPECT_THAT(text, HasSubstr(name + "_sum 60.704\n"));
    EXPECT_THAT(text, HasSubstr(name + "_count 5\n"));
}

TEST(HubMetrics, LabelsAreEscaped) {
    FleetRow row;
    row.status.id = "a\"b\\c\nd";
    Fleet fleet;
    fleet.rows = {row};
    const std::string text = Metrics().text(fleet);
    EXPECT_THAT(text, HasSubstr(R"(signage_heartbeat_age_seconds{screen="a\"b\\c\nd"} 0.000)"));
    const Finished checked = runProgram({promtool, "check", "metrics"}, text);
    EXPECT_EQ(checked.status, 0) << checked.output << checked.errors;
}

TEST(HubMetrics, PromtoolFindsNoFault) {
    const TestHub hub;
    ASSERT_EQ(hub.post(oneSlide()).status, 201);
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    hub.hub->metrics().alerts("webhook", "sent", 1);
    const Reply reply = hub.ask("GET", "/metrics", hub.as(Role::reader));
    const Finished checked = runProgram({promtool, "check", "metrics"}, reply.body);
    EXPECT_EQ(checked.status, 0) << checked.output << checked.errors;
    EXPECT_EQ(checked.output + checked.errors, "");
    EXPECT_NE(runProgram({promtool, "check", "metrics"}, reply.body + "signage_x{ 1\n").status, 0);
}

TEST(HubMetrics, TheExampleRulesAreRules) {
    const Finished checked = runProgram(
        {promtool, "check", "rules", SIGNAGE_SOURCE_DIR "/tools/hub/prometheus/signage-rules.yml"});
    EXPECT_EQ(checked.status, 0) << checked.output << checked.errors;
    EXPECT_THAT(checked.output, HasSubstr("6 rules found"));
}

// Free a moment ago; nobody else asks for just this one.
std::uint16_t freePort() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(::bind(probe, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size), 0);
    ::close(probe);
    return ntohs(address.sin_port);
}

// The value of the only series that the query gives; empty: none yet, or several.
std::string queried(std::uint16_t port, const std::string& query) {
    const Reply reply = ask(port, "GET", "/api/v1/query?query=" + query);
    const auto begin = reply.body.find('{');
    const auto end = reply.body.rfind('}');
    if (begin == std::string::npos) return "";
    const json body = json::parse(reply.body.substr(begin, end - begin + 1), nullptr, false);
    if (body.is_discarded() || body.value("status", "") != "success") return "";
    const json& result = body["data"]["result"];
    return result.size() == 1 ? result[0]["value"][1].get<std::string>() : "";
}

TEST(HubMetrics, ARealPrometheusScrapesThem) {
    const TestHub hub;
    ASSERT_EQ(hub.beat(record("screen-01", "s", 1)).status, 200);
    const TemporaryFolder folder;
    writeFile(folder / "token", hub.token.at(Role::reader));
    writeFile(folder / "prometheus.yml",
              format("global: {{scrape_interval: 1s, scrape_timeout: 1s}}\nscrape_configs:\n"
                     "- job_name: signage\n  authorization: {{credentials_file: {}}}\n"
                     "  static_configs: [{{targets: ['127.0.0.1:{}']}}]\n",
                     folder / "token", hub.port()));
    const std::uint16_t port = freePort();
    Process server(
        {prometheus, "--config.file=" + (folder / "prometheus.yml"),
         "--storage.tsdb.path=" + (folder / "data"), format("--web.listen-address=127.0.0.1:{}", port)},
        folder.path(), "prometheus");
    ASSERT_TRUE(
        eventually([&] { return queried(port, "up") == "1" || !server.running(); }, std::chrono::seconds(60)))
        << server.errors();
    ASSERT_TRUE(server.running()) << server.errors();
    EXPECT_EQ(queried(port, "signage_players%7Bstate=%22ok%22%7D"), "1");
    EXPECT_EQ(queried(port, "signage_heartbeats_total%7Bresult=%22stored%22%7D"), "1");
    EXPECT_EQ(queried(port, "signage_screen_edition_number%7Bscreen=%22screen-01%22%7D"), "1");
    ASSERT_EQ(hub.beat(record("screen-01", "s", 2)).status, 200);
    EXPECT_TRUE(eventually(
        [&] { return queried(port, "signage_heartbeats_total%7Bresult=%22stored%22%7D") == "2"; }));
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait(), 0);
}

}  // namespace
}  // namespace signage::hub::testing
