// The words of CEC and DDC/CI, spoken with scripted buses.
#include <deque>

#include <gtest/gtest.h>

#include "player/platform/cec_panel.h"
#include "player/platform/ddc_panel.h"
#include "player/platform/linux_panel.h"

namespace signage {
namespace {

using Bytes = std::vector<std::uint8_t>;

// A television that answers as the test says.
class PlayedCecBus final : public CecBus {
  public:
    std::optional<std::uint16_t> physicalAddress() override { return address; }
    std::optional<Bytes> ask(std::uint8_t to, std::uint8_t opcode, std::uint8_t reply) override {
        asked.push_back({to, opcode, reply});
        return opcode == 0x8F ? power : source;
    }
    std::optional<std::uint16_t> address = 0x1000;
    std::optional<Bytes> power;
    std::optional<Bytes> source;
    std::vector<Bytes> asked;
};

PanelState cecState(std::optional<Bytes> power, std::optional<Bytes> source,
                    std::optional<std::uint16_t> address = 0x1000) {
    auto bus = std::make_unique<PlayedCecBus>();
    bus->power = std::move(power);
    bus->source = std::move(source);
    bus->address = address;
    return CecPanel(std::move(bus)).ask();
}

TEST(CecPanelTest, PowerAndInput) {
    EXPECT_EQ(cecState(Bytes{0}, Bytes{0x10, 0x00}), PanelState::on);
    EXPECT_EQ(cecState(Bytes{0}, Bytes{0x20, 0x00}), PanelState::wrongInput);
    EXPECT_EQ(cecState(Bytes{0}, Bytes{0x00, 0x00}), PanelState::wrongInput);  // its own tuner
    EXPECT_EQ(cecState(Bytes{0}, std::nullopt), PanelState::on);
    EXPECT_EQ(cecState(Bytes{1}, std::nullopt), PanelState::standby);
    EXPECT_EQ(cecState(Bytes{2}, std::nullopt), PanelState::standby);
    EXPECT_EQ(cecState(Bytes{3}, std::nullopt), PanelState::standby);
}

TEST(CecPanelTest, NonsenseAndSilenceAreUnknown) {
    EXPECT_EQ(cecState(std::nullopt, std::nullopt), PanelState::unknown);
    EXPECT_EQ(cecState(Bytes{}, std::nullopt), PanelState::unknown);
    EXPECT_EQ(cecState(Bytes{9}, std::nullopt), PanelState::unknown);
    EXPECT_EQ(cecState(Bytes{0, 0}, std::nullopt), PanelState::unknown);
    EXPECT_EQ(cecState(Bytes{0}, std::nullopt, std::nullopt), PanelState::unknown);
}

TEST(CecPanelTest, AsksTheTelevisionAndOnlyWhenItIsOnForTheSource) {
    auto owned = std::make_unique<PlayedCecBus>();
    PlayedCecBus& bus = *owned;
    CecPanel panel(std::move(owned));
    bus.power = Bytes{1};
    panel.ask();
    EXPECT_EQ(bus.asked, (std::vector<Bytes>{{0, 0x8F, 0x90}}));
    bus.power = Bytes{0};
    panel.ask();
    EXPECT_EQ(bus.asked.back(), (Bytes{15, 0x85, 0x82}));
}

// A display that gives these answers one after the other; an empty one is a read that fails.
class PlayedDdcBus final : public DdcBus {
  public:
    bool write(const Bytes& bytes) override {
        written.push_back(bytes);
        return writable;
    }
    std::optional<Bytes> read(std::size_t bytes) override {
        if (answers.empty()) return std::nullopt;
        Bytes answer = answers.front();
        answers.pop_front();
        if (answer.empty()) return std::nullopt;
        answer.resize(bytes);
        return answer;
    }
    void pause(std::chrono::milliseconds time) override { paused += time; }
    std::deque<Bytes> answers;
    std::vector<Bytes> written;
    bool writable = true;
    std::chrono::milliseconds paused{0};
};

Bytes powerMode(std::uint8_t value, std::uint8_t result = 0) {
    Bytes answer{0x6E, 0x88, 0x02, result, 0xD6, 0x01, 0x00, 0x05, 0x00, value};
    std::uint8_t sum = 0x50;
    for (const auto byte : answer) sum = static_cast<std::uint8_t>(sum ^ byte);
    answer.push_back(sum);
    return answer;
}

struct Asked {
    PanelState state;
    std::size_t questions;
};

Asked ddcState(std::deque<Bytes> answers, bool writable = true) {
    auto owned = std::make_unique<PlayedDdcBus>();
    PlayedDdcBus& bus = *owned;
    bus.answers = std::move(answers);
    bus.writable = writable;
    DdcPanel panel(std::move(owned));
    const PanelState state = panel.ask();
    return {state, bus.written.size()};
}

TEST(DdcPanelTest, TheQuestionIsAsTheStandardHasIt) {
    auto owned = std::make_unique<PlayedDdcBus>();
    PlayedDdcBus& bus = *owned;
    bus.answers = {powerMode(1)};
    DdcPanel panel(std::move(owned));
    EXPECT_EQ(panel.ask(), PanelState::on);
    ASSERT_EQ(bus.written.size(), 1U);
    EXPECT_EQ(bus.written[0], (Bytes{0x51, 0x82, 0x01, 0xD6, 0x6E ^ 0x51 ^ 0x82 ^ 0x01 ^ 0xD6}));
    EXPECT_GE(bus.paused, std::chrono::milliseconds{40});
}

TEST(DdcPanelTest, PowerModes) {
    for (const std::uint8_t value : Bytes{2, 3, 4, 5}) {
        EXPECT_EQ(ddcState({powerMode(value)}).state, PanelState::standby) << int{value};
    }
    EXPECT_EQ(ddcState({powerMode(0)}).state, PanelState::unknown);
    EXPECT_EQ(ddcState({powerMode(1, 1)}).state, PanelState::unknown);  // unsupported feature
}

TEST(DdcPanelTest, AMissedQuestionIsAskedAgainAndABrokenAnswerIsNotBelieved) {
    Bytes garbled = powerMode(1);
    garbled[9] = 4;  // the checksum is wrong now
    const Bytes notReady{0x6E, 0x80, 0xBE};
    EXPECT_EQ(ddcState({garbled, notReady, powerMode(1)}).state, PanelState::on);
    EXPECT_EQ(ddcState({garbled, notReady, {}}).state, PanelState::unknown);
    EXPECT_EQ(ddcState({garbled, notReady, {}, powerMode(1)}).questions, 3U);
    EXPECT_EQ(ddcState({powerMode(1)}, false).state, PanelState::unknown);
}

TEST(LinuxPanelTest, WhatIsNotThereIsUnknownAndDdcIsOnlyUsedWhenNamed) {
    EXPECT_EQ(linuxPanel("none"), nullptr);
    for (const char* spec :
         {"cec:/dev/no-such-cec", "ddc:/dev/no-such-i2c", "ddc:/dev/null", "cec:/dev/null"}) {
        const auto panel = linuxPanel(spec);
        ASSERT_NE(panel, nullptr) << spec;
        EXPECT_EQ(panel->ask(), PanelState::unknown) << spec;
    }
    EXPECT_TRUE(isPanelSpec("auto"));
    EXPECT_TRUE(isPanelSpec("ddc:/dev/i2c-3"));
    EXPECT_FALSE(isPanelSpec("ddc:"));
    EXPECT_FALSE(isPanelSpec("ddc:../x"));
    EXPECT_FALSE(isPanelSpec("hdmi"));
}

}  // namespace
}  // namespace signage
