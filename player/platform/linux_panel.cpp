// The two buses by ioctl, and nothing clever: what is said on them is in cec_panel.cpp and ddc_panel.cpp.
#include "player/platform/linux_panel.h"

#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <linux/cec.h>
#include <linux/i2c-dev.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "player/platform/cec_panel.h"
#include "player/platform/ddc_panel.h"

namespace signage {
namespace {

constexpr long displayAddress = 0x37;
constexpr long timeoutUnits = 20;  // of 10 ms

class Device {
  public:
    explicit Device(const std::string& path) : handle_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {}
    ~Device() {
        if (handle_ >= 0) ::close(handle_);
    }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    bool good() const { return handle_ >= 0; }
    int handle() const { return handle_; }
    bool control(unsigned long request, void* argument) const {
        return good() && ::ioctl(handle_, request, argument) == 0;
    }
    bool control(unsigned long request, long argument) const {
        return good() && ::ioctl(handle_, request, argument) == 0;
    }

  private:
    int handle_;
};

class LinuxCecBus final : public CecBus {
  public:
    explicit LinuxCecBus(const std::string& path) : device_(path) {}

    std::optional<std::uint16_t> physicalAddress() override {
        std::uint16_t address = CEC_PHYS_ADDR_INVALID;
        if (!device_.control(CEC_ADAP_G_PHYS_ADDR, &address) || address == CEC_PHYS_ADDR_INVALID)
            return std::nullopt;
        if (!isKnown() && !makeKnown()) return std::nullopt;
        return address;
    }

    std::optional<std::vector<std::uint8_t>> ask(std::uint8_t to, std::uint8_t opcode,
                                                 std::uint8_t reply) override {
        cec_msg message{};
        message.len = 2;
        message.msg[0] = static_cast<std::uint8_t>(from_ << 4 | to);
        message.msg[1] = opcode;
        message.reply = reply;
        message.timeout = 1000;
        if (!device_.control(CEC_TRANSMIT, &message)) return std::nullopt;
        if ((message.rx_status & CEC_RX_STATUS_OK) == 0 || message.len < 2 || message.msg[1] != reply)
            return std::nullopt;
        return std::vector<std::uint8_t>(message.msg + 2, message.msg + message.len);
    }

  private:
    bool isKnown() {
        cec_log_addrs known{};
        if (!device_.control(CEC_ADAP_G_LOG_ADDRS, &known)) return false;
        if (known.num_log_addrs == 0 || known.log_addr_mask == 0) return false;
        from_ = known.log_addr[0];
        return true;
    }
    bool makeKnown() {
        cec_log_addrs wanted{};
        wanted.cec_version = CEC_OP_CEC_VERSION_1_4;
        wanted.vendor_id = CEC_VENDOR_ID_NONE;
        wanted.num_log_addrs = 1;
        wanted.log_addr_type[0] = CEC_LOG_ADDR_TYPE_PLAYBACK;
        wanted.primary_device_type[0] = CEC_OP_PRIM_DEVTYPE_PLAYBACK;
        wanted.all_device_types[0] = CEC_OP_ALL_DEVTYPE_PLAYBACK;
        std::strncpy(wanted.osd_name, "signage", sizeof wanted.osd_name - 1);
        return device_.control(CEC_ADAP_S_LOG_ADDRS, &wanted) && isKnown();
    }

    Device device_;
    std::uint8_t from_ = CEC_LOG_ADDR_UNREGISTERED;
};

class LinuxDdcBus final : public DdcBus {
  public:
    explicit LinuxDdcBus(const std::string& path) : device_(path) {
        // Refused when a driver of the kernel speaks to that address.
        chosen_ = device_.control(I2C_TIMEOUT, timeoutUnits) && device_.control(I2C_SLAVE, displayAddress);
    }

    bool write(const std::vector<std::uint8_t>& bytes) override {
        return chosen_ &&
               ::write(device_.handle(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    }
    std::optional<std::vector<std::uint8_t>> read(std::size_t count) override {
        std::vector<std::uint8_t> bytes(count);
        if (!chosen_ || ::read(device_.handle(), bytes.data(), count) != static_cast<ssize_t>(count))
            return std::nullopt;
        return bytes;
    }
    void pause(std::chrono::milliseconds time) override {
        const timespec span{0, static_cast<long>(time.count() % 1000) * 1'000'000};
        ::nanosleep(&span, nullptr);
    }

  private:
    Device device_;
    bool chosen_ = false;
};

// Opens its device for each question.
template <typename Panel, typename Bus>
class Reopened final : public PanelProbe {
  public:
    explicit Reopened(std::string path) : path_(std::move(path)) {}
    PanelState ask() override { return Panel(std::make_unique<Bus>(path_)).ask(); }

  private:
    std::string path_;
};

std::string after(const std::string& spec, const char* prefix) {
    return spec.rfind(prefix, 0) == 0 ? spec.substr(std::strlen(prefix)) : std::string();
}

}  // namespace

bool isPanelSpec(const std::string& spec) {
    return spec == "auto" || spec == "none" || after(spec, "cec:").rfind("/dev/", 0) == 0 ||
           after(spec, "ddc:").rfind("/dev/", 0) == 0;
}

std::unique_ptr<PanelProbe> linuxPanel(const std::string& spec) {
    if (const auto path = after(spec, "ddc:"); !path.empty())
        return std::make_unique<Reopened<DdcPanel, LinuxDdcBus>>(path);
    if (const auto path = after(spec, "cec:"); !path.empty())
        return std::make_unique<Reopened<CecPanel, LinuxCecBus>>(path);
    if (spec != "auto") return nullptr;
    for (int number = 0; number < 4; ++number) {
        const std::string path = "/dev/cec" + std::to_string(number);
        if (::access(path.c_str(), R_OK | W_OK) == 0)
            return std::make_unique<Reopened<CecPanel, LinuxCecBus>>(path);
    }
    return nullptr;
}

}  // namespace signage
