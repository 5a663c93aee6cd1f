// Draw list -> pixels in memory. Off-screen and pure: the same list gives the same bytes on every run and on
// any thread. A Painter belongs to one thread (it holds a FontSet and a cache of decoded pictures).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/layout/draw_list.h"
#include "player/paint/surface.h"

namespace signage {

// Where pictures come from: the store of a player, the media folder of an author. Called on the painter's
// thread.
class PictureSource {
  public:
    PictureSource() = default;
    PictureSource(const PictureSource&) = delete;
    PictureSource& operator=(const PictureSource&) = delete;
    virtual ~PictureSource() = default;
    // The bytes of the picture that the playlist calls `path`.
    virtual Result<std::string> read(const std::string& path) = 0;
};

// A source without pictures (the slate needs none).
class NoPictures final : public PictureSource {
  public:
    Result<std::string> read(const std::string& path) override;
};

class Painter {
  public:
    // Both are kept by reference and must outlive the painter.
    Painter(const FontSet& fonts, PictureSource& pictures);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    // A new opaque XRGB8888 surface of the list's size. Fails when a picture cannot be read or decoded (then
    // the slide cannot be drawn) or memory is out.
    Result<Surface> paint(const DrawList& list);
    // Paints the list's items over an existing surface of the same size, without its background.
    Result<void> paintOver(const DrawList& list, Surface& surface);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
