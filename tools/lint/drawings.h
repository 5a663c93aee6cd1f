// Every slide as it is drawn: laid out once for each kind of screen and both orientations, shared by all
// rules that judge what stands on the glass. Private to lint.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "player/layout/layout.h"
#include "player/paint/painter.h"
#include "tools/lint/lint.h"

namespace signage::lint {

// One line of text as it is drawn.
struct DrawnLine {
    std::string field;  // "lead", "points[2]", "footer.clock"
    std::string text;
    Rect box;
    int pixels = 0;  // em
    Weight weight = Weight::regular;
    bool smallPrint = false;
    int number = 0;     // in its block, from 0
    bool last = false;  // of its block
    double ems() const { return pixels > 0 ? static_cast<double>(box.width) / pixels : 0; }
};

// The lines of a draw list from top to bottom of each block. A block is what one field was set as at one
// place.
std::vector<DrawnLine> linesOf(const DrawList& list);

struct Drawing {
    const Slide* slide = nullptr;
    SlideContext context;
    DrawList list;
    std::vector<DrawnLine> lines;
    bool oneOfMany = false;     // the slide is drawn for several kinds of screens
    std::string language = {};  // of the version that is drawn; "" for the slide as it is written

    double pixelsPerMillimetre() const;
    std::string place() const;  // "1920x1080, 43 in"
    // "1920x1080" where every screen of the slide is alike, "1920x1080, 43 in, 5 m" where they differ; ", en"
    // behind it for a translation.
    std::string name() const;
};

class Drawings {
  public:
    // Lays out every slide; nothing without fonts. Keeps references to both of the options' sources.
    Drawings(const Playlist& playlist, const LintOptions& options);
    // Drawings that were made elsewhere, for what no playlist leads to with the layouts that there are.
    Drawings(std::vector<Drawing> drawings, const LintOptions& options);

    const std::vector<Drawing>& all() const { return drawings_; }
    const FontSet* fonts() const { return fonts_; }

    // A picture that cannot be read or decoded is left out: the rule `picture` tells of it. Fails when
    // something else cannot be drawn.
    Result<Surface> painted(const Drawing& drawing);
    // What lies behind the texts.
    Result<Surface> paintedWithoutText(const Drawing& drawing);

  private:
    void draw(const Playlist& playlist, const Slide& slide, int version, const SlideContext& context,
              bool oneOfMany);
    Result<Surface> paint(const DrawList& list);

    const FontSet* fonts_;
    NoPictures none_;
    PictureSource& pictures_;
    std::vector<Drawing> drawings_;
    std::unique_ptr<Painter> painter_;
};

}  // namespace signage::lint
