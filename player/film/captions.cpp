// WebVTT, line by line.
#include "player/film/captions.h"

#include <algorithm>
#include <optional>

#include "player/base/format.h"
#include "player/base/utf8.h"

namespace signage {
namespace {

using std::chrono::milliseconds;

// Takes the lines off one by one, whatever their ends.
class Lines {
  public:
    explicit Lines(std::string_view text) : rest_(text) {}

    std::optional<std::string_view> next() {
        if (done_) return std::nullopt;
        ++number_;
        const std::size_t end = rest_.find_first_of("\r\n");
        if (end == std::string_view::npos) {
            done_ = true;
            return rest_;
        }
        const std::string_view line = rest_.substr(0, end);
        const bool both = rest_[end] == '\r' && end + 1 < rest_.size() && rest_[end + 1] == '\n';
        rest_.remove_prefix(end + (both ? 2 : 1));
        return line;
    }
    int number() const { return number_; }

  private:
    std::string_view rest_;
    bool done_ = false;
    int number_ = 0;
};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isDigits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int numberOf(std::string_view digits) {
    int number = 0;
    for (const char digit : digits) number = number * 10 + (digit - '0');
    return number;
}

// [hh:]mm:ss.mmm
std::optional<milliseconds> timeOf(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t colon = text.find(':');
        parts.push_back(text.substr(0, colon));
        if (colon == std::string_view::npos) break;
        text.remove_prefix(colon + 1);
    }
    if (parts.size() < 2 || parts.size() > 3 || parts.back().size() != 6 || parts.back()[2] != '.')
        return std::nullopt;
    const std::string_view seconds = parts.back().substr(0, 2);
    const std::string_view thousandths = parts.back().substr(3);
    const std::string_view minutes = parts[parts.size() - 2];
    const std::string_view hours = parts.size() == 3 ? parts.front() : "0";
    if (!isDigits(seconds) || !isDigits(thousandths) || !isDigits(minutes) || !isDigits(hours) ||
        minutes.size() != 2 || hours.size() > 3 || numberOf(minutes) > 59 || numberOf(seconds) > 59)
        return std::nullopt;
    return std::chrono::hours{numberOf(hours)} + std::chrono::minutes{numberOf(minutes)} +
           std::chrono::seconds{numberOf(seconds)} + milliseconds{numberOf(thousandths)};
}

// The text without its tags; readings (<rt>) go with theirs.
std::string plain(std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> signs[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", "\xC2\xA0"}, {"&lrm;", ""}, {"&rlm;", ""}};
    std::string result;
    bool reading = false;
    while (!text.empty()) {
        if (text.front() == '<') {
            const std::size_t end = text.find('>');
            const std::string_view tag = text.substr(0, end);
            if (tag == "<rt") reading = true;
            if (tag == "</rt" || tag == "</ruby") reading = false;
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            continue;
        }
        const auto sign = std::find_if(std::begin(signs), std::end(signs),
                                       [&](const auto& one) { return text.starts_with(one.first); });
        if (!reading) result += sign == std::end(signs) ? text.substr(0, 1) : sign->second;
        text.remove_prefix(sign == std::end(signs) ? 1 : sign->first.size());
    }
    return result;
}

class Reader {
  public:
    Reader(std::string_view bytes, const std::string& path) : lines_(bytes), path_(path) {}

    Result<std::vector<Caption>> read() {
        const auto head = lines_.next();
        if (!head || !(*head == "WEBVTT" || head->starts_with("WEBVTT ") || head->starts_with("WEBVTT\t")))
            return wrong({"WebVTT ではありません", "is no WebVTT"});
        skipBlock();
        while (const auto line = lines_.next()) {
            if (trimmed(*line).empty()) continue;
            if (auto read = block(*line); !read) return Failure(read.error());
        }
        std::stable_sort(captions_.begin(), captions_.end(),
                         [](const Caption& a, const Caption& b) { return a.from < b.from; });
        return std::move(captions_);
    }

  private:
    Failure wrong(Bilingual what) const {
        return fail(Fault::invalid, format("{}:{}", path_, lines_.number()), std::move(what),
                    {"例: 00:01.000 --> 00:04.000 の行と、その下に言葉",
                     "a line such as 00:01.000 --> 00:04.000, and the words below it"});
    }

    void skipBlock() {
        while (const auto line = lines_.next()) {
            if (trimmed(*line).empty()) return;
        }
    }

    // A block that begins with this line, up to the next empty one.
    Result<void> block(std::string_view line) {
        if (line.find("-->") == std::string_view::npos) {
            const auto below = lines_.next();
            const bool named = below && below->find("-->") != std::string_view::npos;
            if (!named) {  // a note, a style, a region
                if (below && !trimmed(*below).empty()) skipBlock();
                return {};
            }
            line = *below;
        }
        Caption caption;
        if (auto read = times(line, caption); !read) return read;
        while (const auto text = lines_.next()) {
            if (trimmed(*text).empty()) break;
            const std::string words = plain(trimmed(*text));
            if (!words.empty()) caption.text += (caption.text.empty() ? "" : "\n") + words;
        }
        if (caption.text.empty()) return {};
        if (caption.text.size() > maxCaptionText)
            return wrong({"一つの字幕が長すぎます", "one caption is too long"});
        if (captions_.size() >= maxCaptions)
            return wrong({"字幕が500を超えています", "there are over 500 captions"});
        captions_.push_back(std::move(caption));
        return {};
    }

    Result<void> times(std::string_view line, Caption& caption) {
        const std::size_t arrow = line.find("-->");
        const std::string_view left = trimmed(line.substr(0, arrow));
        std::string_view right = trimmed(line.substr(arrow + 3));
        right = right.substr(0, right.find_first_of(" \t"));  // what follows says where it would stand
        const auto from = timeOf(left);
        const auto until = timeOf(right);
        if (!from || !until) return wrong({"字幕の時刻を読めません", "the caption's times cannot be read"});
        if (*until <= *from)
            return wrong({"字幕が始まる前に終わります", "the caption ends before it begins"});
        caption.from = *from;
        caption.until = *until;
        return {};
    }

    Lines lines_;
    const std::string& path_;
    std::vector<Caption> captions_;
};

}  // namespace

Result<std::vector<Caption>> readCaptions(std::string_view bytes, const std::string& path) {
    if (bytes.size() > maxCaptionBytes)
        return fail(Fault::invalid, path, {"字幕が1 MiB を超えています", "the captions are over 1 MiB"});
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (!isUtf8(bytes))
        return fail(Fault::invalid, path, {"字幕が UTF-8 ではありません", "the captions are not UTF-8"},
                    {"UTF-8 で保存してください", "save them as UTF-8"});
    return Reader(bytes, path).read();
}

const Caption* captionAt(const std::vector<Caption>& captions, std::chrono::nanoseconds time) {
    const Caption* found = nullptr;
    for (const Caption& caption : captions) {
        if (caption.from > time) break;
        if (time < caption.until) found = &caption;
    }
    return found;
}

}  // namespace signage
