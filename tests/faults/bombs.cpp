// Small files that become huge, through the real painter and the real readers, each in a process of its own.
// Twice: with an address space of 512 MiB, where memory runs out, and without that limit, where no more than
// 512 MiB may ever have been in use. Each is drawn or refused with a reason; no process is killed.
#include <algorithm>
#include <functional>
#include <stdexcept>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "player/base/format.h"
#include "player/paint/painter.h"
#include "player/playlist/reader.h"
#include "player/store/keys.h"
#include "tests/faults/bomb_maker.h"
#include "tests/faults/faults.h"

namespace signage::faults {
namespace {

constexpr std::int64_t memory = std::int64_t{512} * 1024 * 1024;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
constexpr rlim_t seconds = 60;  // of computing, for one bomb on a slow machine

enum class Reader { painter, playlist, keys };

struct Bomb {
    const char* name;
    Reader reader;
    std::function<std::string()> make;  // not before its turn: they are large
    bool slow = false;                  // left out of the short form
};

enum Exit { drawn = 0, refused = 3, without_reason = 4 };

Exit exitOf(const Error& error) {
    return error.what.ja.empty() || error.what.en.empty() ? without_reason : refused;
}

class OnePicture final : public PictureSource {
  public:
    explicit OnePicture(const std::string& bytes) : bytes_(bytes) {}
    Result<std::string> read(const std::string&) override { return bytes_; }

  private:
    const std::string& bytes_;
};

Exit paint(const FontSet& fonts, const std::string& bytes) {
    OnePicture picture(bytes);
    Painter painter(fonts, picture);
    DrawList list;
    list.size = {1920, 1080};
    list.items = {PictureItem{"media/bomb", {0, 0, 1920, 1080}, PictureFit::contain}};
    const auto surface = painter.paint(list);
    return surface ? drawn : exitOf(surface.error());
}

Exit open(const Bomb& bomb, const FontSet& fonts, const std::string& bytes) {
    switch (bomb.reader) {
        case Reader::painter:
            return paint(fonts, bytes);
        case Reader::playlist: {
            const ReadResult result = readPlaylist(bytes, "bomb.json", Strictness::player);
            return result.ok() ? drawn : exitOf(result.errors.front());
        }
        case Reader::keys: {
            const auto keys = parseKeys(bytes);
            return keys ? drawn : exitOf(keys.error());
        }
    }
    return without_reason;
}

struct Child {
    int status = 0;
    std::int64_t peak = 0;  // bytes that were in use at the worst moment
};

Child openInChild(const Bomb& bomb, const FontSet& fonts, const std::string& bytes, bool limited) {
    const pid_t child = ::fork();
    if (child == 0) {
        const rlim_t space = static_cast<rlim_t>(limited ? memory : 16 * memory);
        const rlimit addresses{space, space};
        const rlimit computing{seconds, seconds};
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_AS, &addresses);
        ::setrlimit(RLIMIT_CPU, &computing);
        ::setrlimit(RLIMIT_CORE, &none);
        ::_exit(open(bomb, fonts, bytes));
    }
    Child end;
    rusage usage{};
    if (child < 0 || ::wait4(child, &end.status, 0, &usage) != child) throw std::runtime_error("no child");
    end.peak = std::int64_t{usage.ru_maxrss} * 1024;
    return end;
}

std::vector<Bomb> pngBombs() {
    return {
        {"a PNG of 60000 x 60000", Reader::painter, [] { return pngHeaderAlone(60000, 60000); }},
        {"a PNG of 2^31 x 2^31", Reader::painter, [] { return pngHeaderAlone(0x7FFFFFFF, 0x7FFFFFFF); }},
        {"a PNG of 24000 x 24000, one bit each", Reader::painter,
         [] {
             return pngBomb({24000, 24000, 1, 3, ""});
         }},
        {"a PNG within the limit, RGBA", Reader::painter,
         [] {
             return pngBomb({8191, 8191, 8, 6, ""});
         }},
        {"a PNG within the limit, RGB", Reader::painter,
         [] {
             return pngBomb({8191, 8191, 8, 2, ""});
         },
         true},
        {"a PNG within the limit, 16 bits", Reader::painter,
         [] {
             return pngBomb({8191, 8191, 16, 6, ""});
         },
         true},
        {"a PNG within the limit, a palette", Reader::painter,
         [] {
             return pngBomb({8191, 8191, 1, 3, ""});
         },
         true},
        {"a PNG as wide as can be", Reader::painter,
         [] {
             return pngBomb({65535, 1024, 8, 0, ""});
         },
         true},
        {"a PNG whose comment unpacks to 30 MB", Reader::painter,
         [] {
             const std::string text = std::string("Comment") + '\0' + '\0' + zlibZeros(30'000'000);
             return pngBomb({8, 8, 8, 6, pngChunk("zTXt", text)});
         }},
        {"a PNG whose colour profile unpacks to 30 MB", Reader::painter,
         [] {
             const std::string profile = std::string("p") + '\0' + '\0' + zlibZeros(30'000'000);
             return pngBomb({8, 8, 8, 6, pngChunk("iCCP", profile)});
         }},
        {"a PNG with a thousand times its pixels", Reader::painter,
         [] {
             std::string bytes = pngHeaderAlone(8, 8);
             return bytes.insert(33, pngChunk("IDAT", zlibZeros(100'000'000)));
         },
         true},
    };
}

std::vector<Bomb> otherPictures() {
    return {
        {"a JPEG of 65535 x 65535", Reader::painter,
         [] {
             return jpegBomb({65535, 65535});
         }},
        {"a JPEG within the limit", Reader::painter,
         [] {
             return jpegBomb({8191, 8191});
         },
         true},
        {"a progressive JPEG within the limit", Reader::painter,
         [] {
             return jpegBomb({8191, 8191, true});
         }},
        {"a JPEG within the limit, its colours apart", Reader::painter,
         [] {
             return jpegBomb({8191, 8191, false, true});
         }},
        {"a progressive JPEG of 10000 scans", Reader::painter,
         [] {
             return jpegBomb({4000, 4000, true, false, 10000});
         }},
        {"a WebP within the limit", Reader::painter, [] { return webpBomb(16383, 4096); }},
        {"a WebP of what may be decoded, with alpha", Reader::painter,
         [] { return webpBomb(7200, 7200, true); }, true},
        {"a WebP of 16384 x 16384", Reader::painter, [] { return webpBomb(16384, 16384); }},
        {"a WebP of a screen's size", Reader::painter, [] { return webpBomb(3840, 2160); }},
    };
}

std::vector<Bomb> drawings() {
    return {
        {"an SVG nested 200000 deep", Reader::painter, [] { return svgOf(repeated("<g>", 200000)); }},
        {"an SVG of billion laughs", Reader::painter,
         [] {
             return "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>" +
                    svgOf("<path d=\"&b;\"/>");
         }},
        {"an SVG that refers outside", Reader::painter,
         [] { return svgOf("<a href=\"http://192.0.2.1/x\"><path d=\"M0 0h9v9z\"/></a>"); }},
        {"an SVG with an endless viewBox", Reader::painter,
         [] { return svgOf("<path d=\"M0 0h9v9z\"/>", "viewBox=\"0 0 1e300 1e300\""); }},
        {"an SVG as thin as a thread", Reader::painter,
         [] { return svgOf("<path d=\"M0 0h9v9z\"/>", "viewBox=\"0 0 1e30 1e-30\""); }},
        {"an SVG of a quarter of a million paths", Reader::painter,
         [] { return svgOf(repeated("<path d='M0 0'/>", 260000)); }},
        {"an SVG of one path with a million lines", Reader::painter,
         [] { return svgOf("<path d='M0 0" + repeated("l9 9", 900000) + "'/>"); }, true},
        {"an SVG of one path with giant curves", Reader::painter,
         [] { return svgOf("<path d='M0 0" + repeated("c9e5 0 9e5 9e5-9e5 9e5", 150000) + "'/>"); }},
        {"an SVG of 100000 rectangles as large as the screen", Reader::painter,
         [] { return svgOf(repeated("<rect width='1000' height='1000'/>", 100000)); }},
        {"an SVG of giant arcs", Reader::painter,
         [] { return svgOf("<path d='M0 0" + repeated("a9e5 9e5 0 1 1 9 9", 150000) + "'/>"); }},
        {"an SVG enlarged by its transforms", Reader::painter,
         [] {
             return svgOf(repeated("<g transform='scale(1000)'>", 20) + "<path d='M0 0" +
                          repeated("c9 0 9 9 0 9", 200000) + "'/>");
         }},
        {"an SVG with a stroke of round joins", Reader::painter,
         [] {
             return svgOf(
                 "<path fill='none' stroke='#000' stroke-width='1e6' stroke-linejoin='round' d='M0 0" +
                 repeated("l9-9", 500000) + "'/>");
         }},
        {"an SVG with a line of countless dashes", Reader::painter,
         [] {
             return svgOf(
                 "<path fill='none' stroke='#000' stroke-dasharray='0.0001' d='M0 0h1000v1000h-1000z'/>");
         },
         true},
        {"an SVG with a dash of nothing", Reader::painter,
         [] { return svgOf("<path stroke='#000' stroke-dasharray='1e-30 0' d='M0 0h1000'/>"); }},
        {"an SVG of many gradient stops", Reader::painter,
         [] {
             return svgOf("<linearGradient id='a'>" + repeated("<stop offset='1'/>", 200000) +
                          "</linearGradient><path fill='url(#a)' d='M0 0h9v9z'/>");
         }},
    };
}

std::vector<Bomb> texts() {
    const std::size_t most = maxPlaylistBytes;
    const auto playlist = [](const std::string& slides) {
        return "{\"format\":\"signage-playlist/1\",\"title\":\"x\",\"timezone\":\"Asia/Tokyo\",\"slides\":[" +
               slides + "]}";
    };
    return {
        {"JSON nested a million deep", Reader::playlist, [=] { return std::string(most, '['); }},
        {"JSON nested half a million deep, and closed", Reader::playlist,
         [=] { return std::string(most / 2, '[') + std::string(most / 2, ']'); }},
        {"JSON of half a million values", Reader::playlist,
         [=] { return "[" + repeated("0,", most / 2 - 2) + "0]"; }},
        {"JSON of a third of a million lists", Reader::playlist,
         [=] { return "[" + repeated("[],", most / 3 - 2) + "0]"; }},
        {"JSON of one long number", Reader::playlist, [=] { return std::string(most, '9'); }},
        {"JSON of more than a mebibyte", Reader::playlist, [=] { return std::string(64 * most, '['); }},
        {"a playlist of a third of a million empty slides", Reader::playlist,
         [=] { return playlist(repeated("{},", most / 3 - 100) + "{}"); }},
        {"a playlist of a great many slides", Reader::playlist,
         [=] { return playlist(repeated("{\"id\":\"a\",\"layout\":\"notice\"},", most / 31) + "{}"); }},
        {"keys.json nested deep", Reader::keys, [] { return std::string(64 * 1024, '['); }},
        {"keys.json of 30000 values", Reader::keys, [] { return "[" + repeated("0,", 30000) + "0]"; }},
    };
}

struct Losses {
    int bombs = 0;
    int drawnOnes = 0;
    int refusedOnes = 0;
    int killed = 0;
    std::int64_t peak = 0;
    std::vector<std::string> violations;

    void note(const Bomb& bomb, const Child& end, bool limited) {
        const bool exited = WIFEXITED(end.status);
        const int code = exited ? WEXITSTATUS(end.status) : 0;
        if (!exited) {
            ++killed;
            violations.push_back(format("{}: killed by signal {}{}", bomb.name, WTERMSIG(end.status),
                                        limited ? " within 512 MiB" : ""));
        } else if (code != drawn && code != refused) {
            violations.push_back(format("{}: ended with {}", bomb.name, code));
        } else if (!limited) {
            ++(code == drawn ? drawnOnes : refusedOnes);
        }
        if (limited) return;
        peak = std::max(peak, end.peak);
        if (end.peak > memory) {
            violations.push_back(format("{}: took {} MiB", bomb.name, end.peak >> 20));
        }
    }
};

}  // namespace

Outcome bombs(const Options& options) {
    if (sanitized) return {"", {}, "a sanitizer needs more memory than is given here"};
    const auto fonts = FontSet::open();
    if (!fonts) return {"", {fonts.error().line(Language::english)}, ""};
    Losses losses;
    for (const auto& table : {texts(), pngBombs(), drawings(), otherPictures()}) {
        for (const Bomb& bomb : table) {
            if (bomb.slow && !options.longForm) continue;
            if (options.first && !losses.violations.empty()) break;
            ++losses.bombs;
            const std::string bytes = bomb.make();
            losses.note(bomb, openInChild(bomb, **fonts, bytes, true), true);
            losses.note(bomb, openInChild(bomb, **fonts, bytes, false), false);
        }
    }
    return {
        format("{} bombs within 512 MiB: killed {}, drawn {}, refused with a reason {}; at most {} MiB used",
               losses.bombs, losses.killed, losses.drawnOnes, losses.refusedOnes, losses.peak >> 20),
        losses.violations,
        {}};
}

}  // namespace signage::faults
