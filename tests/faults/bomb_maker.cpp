// PNG, JPEG and WebP by their specifications.
#include "tests/faults/bomb_maker.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <zlib.h>

namespace signage::faults {
namespace {

std::string bigEndian(std::uint32_t value, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += static_cast<char>((value >> shift) & 0xFFU);
    return text;
}

std::string littleEndian(std::uint32_t value) {
    std::string text = bigEndian(value, 4);
    std::reverse(text.begin(), text.end());
    return text;
}

std::string header(const PngWish& wish) {
    return "\x89PNG\r\n\x1a\n" +
           pngChunk("IHDR", bigEndian(wish.width, 4) + bigEndian(wish.height, 4) + bigEndian(wish.depth, 1) +
                                bigEndian(wish.colour, 1) + std::string(3, '\0'));
}

std::string marker(char which, const std::string& data) {
    return std::string("\xFF") + which + bigEndian(static_cast<std::uint32_t>(data.size() + 2), 2) + data;
}

// A Huffman table of one code, "0", that stands for `symbol`.
std::string table(char id, char symbol) {
    return marker('\xC4', std::string(1, id) + '\x01' + std::string(15, '\0') + symbol);
}

std::string scan(const std::string& components, char from, char to, const std::string& bits) {
    std::string head(1, static_cast<char>(components.size()));
    for (const char component : components) head += std::string(1, component) + '\0';
    return marker('\xDA', head + from + to + '\0') + bits;
}

}  // namespace

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string zlibZeros(std::size_t bytes) {
    z_stream stream{};
    if (deflateInit(&stream, Z_BEST_SPEED) != Z_OK) throw std::runtime_error("no zlib");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, deflateEnd);
    std::string zeros(1 << 20, '\0');
    std::string packed;
    std::string out(1 << 16, '\0');
    int status = Z_OK;
    for (std::size_t left = bytes; status != Z_STREAM_END;) {
        if (stream.avail_in == 0) {
            stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
            stream.avail_in = static_cast<uInt>(std::min(left, zeros.size()));
            left -= stream.avail_in;
        }
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        status = deflate(&stream, left == 0 ? Z_FINISH : Z_NO_FLUSH);
        packed.append(out, 0, out.size() - stream.avail_out);
    }
    return packed;
}

std::string pngChunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return bigEndian(static_cast<std::uint32_t>(data.size()), 4) + body +
           bigEndian(static_cast<std::uint32_t>(sum), 4);
}

std::string pngBomb(const PngWish& wish) {
    const unsigned channels = wish.colour == 6 ? 4 : wish.colour == 2 ? 3 : 1;
    const std::size_t row = 1 + (std::size_t{wish.width} * channels * wish.depth + 7) / 8;
    std::string bytes = header(wish) + wish.extra;
    if (wish.colour == 3) bytes += pngChunk("PLTE", std::string(6, '\x40'));
    return bytes + pngChunk("IDAT", zlibZeros(row * wish.height)) + pngChunk("IEND", "");
}

std::string pngHeaderAlone(std::uint32_t width, std::uint32_t height) {
    return header({width, height, 8, 6, ""}) + pngChunk("IEND", "");
}

std::string jpegBomb(const JpegWish& wish) {
    std::string frame = "\x08" + bigEndian(wish.height, 2) + bigEndian(wish.width, 2) + "\x03";
    for (const char component : {'\x01', '\x02', '\x03'}) frame += std::string(1, component) + "\x11" + '\0';
    std::string bytes = "\xFF\xD8" + marker('\xDB', '\0' + std::string(64, '\x01')) +
                        marker(wish.progressive ? '\xC2' : '\xC0', frame) + table('\x00', '\0') +
                        table('\x10', '\0');
    const std::string bits(64, '\0');
    const char last = wish.progressive ? '\x00' : '\x3F';
    if (wish.separate) {
        for (const char* component : {"\x01", "\x02", "\x03"}) bytes += scan(component, '\0', last, bits);
    } else {
        bytes += scan("\x01\x02\x03", '\0', last, bits);
    }
    for (int i = 0; i < wish.moreScans; ++i) {
        bytes += scan(std::string(1, static_cast<char>(1 + i % 3)), '\x01', '\x3F', bits);
    }
    return bytes + "\xFF\xD9";
}

std::string webpBomb(std::uint32_t width, std::uint32_t height, bool alpha) {
    std::string bits;
    std::uint32_t held = 0;
    int count = 0;
    const auto put = [&](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i) {
            held |= ((value >> i) & 1U) << count;
            if (++count == 8) {
                bits += static_cast<char>(held);
                held = 0;
                count = 0;
            }
        }
    };
    put(width - 1, 14);
    put(height - 1, 14);
    put(alpha ? 1 : 0, 1);
    put(0, 3);  // version 0
    put(0, 3);  // no transform, no colour cache, one group of codes
    for (int code = 0; code < 5; ++code) {
        put(1, 1);  // a simple code
        put(0, 1);  // of one symbol
        put(0, 1);  // that has one bit
        put(0, 1);
    }
    put(0, 8);
    const std::string data = '\x2F' + bits + std::string(8, '\0');
    const std::string chunk = "VP8L" + littleEndian(static_cast<std::uint32_t>(data.size())) + data +
                              std::string(data.size() % 2, '\0');
    return "RIFF" + littleEndian(static_cast<std::uint32_t>(chunk.size() + 4)) + "WEBP" + chunk;
}

std::string svgOf(const std::string& inside, const std::string& attributes) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + ">" + inside + "</svg>";
}

}  // namespace signage::faults
