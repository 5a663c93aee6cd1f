// By SDL's queue.
#include "player/display/loudspeaker.h"

#include <SDL.h>

#include "player/base/log.h"

namespace signage {
namespace {

constexpr int samplesASecond = 48'000;
constexpr int bytesASample = 4;  // two channels of 16 bits

}  // namespace

std::shared_ptr<Loudspeaker> Loudspeaker::open() {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        logWarning(std::string("no sound: ") + SDL_GetError());
        return nullptr;
    }
    SDL_AudioSpec wanted{};
    wanted.freq = samplesASecond;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 2;
    wanted.samples = 2048;
    const SDL_AudioDeviceID device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (device == 0) {
        logWarning(std::string("no sound: ") + SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return nullptr;
    }
    SDL_PauseAudioDevice(device, 0);
    return std::shared_ptr<Loudspeaker>(new Loudspeaker(device));
}

Loudspeaker::~Loudspeaker() {
    SDL_CloseAudioDevice(device_);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

void Loudspeaker::play(const std::vector<std::int16_t>& samples) {
    SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof samples[0]));
}

std::chrono::nanoseconds Loudspeaker::queued() const {
    const auto samples = static_cast<std::int64_t>(SDL_GetQueuedAudioSize(device_) / bytesASample);
    return std::chrono::nanoseconds{samples * 1'000'000'000 / samplesASecond};
}

}  // namespace signage
