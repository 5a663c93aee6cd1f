// The pieces that several layouts share: the title band, the 見本 flag, contact, QR, bullets, sources.
// Private to layout.
#pragma once

#include <string>

#include "player/layout/composer.h"

namespace signage {

// What one slide's drawing needs to hand.
struct Job {
    Composer& c;
    const Playlist& playlist;
    const Slide& slide;
    const SlideContext& context;
};

// Title band and, for a sample, the flag. Returns the area that is left for the content, above the footer.
Rect drawFrame(const Job& job);
// The 見本 flag in the top right corner; returns the area that it covers.
Rect drawSampleFlag(Composer& c);

// A notice that has nothing but its title.
bool isBare(const Slide& slide);

// A contact as a card: who, the telephone as large as the width allows, hours, place.
Part contactCard(Composer& c, const Contact& contact, double scale, int width, int gap);
// The same filling `rect`, with the code's words to search for at its foot when `qr` is given.
int contactColumnHeight(Composer& c, const Contact& contact, const QrCode* qr, int width);
void drawContactColumn(Composer& c, const Contact& contact, const QrCode* qr, Rect rect);

// Side of a QR code with its quiet zone: what the scanning distance asks for, and the least that still scans.
struct QrSide {
    int ideal = 0;
    int least = 0;
};
QrSide qrSide(const Composer& c, const QrCode& qr, double scanMetres);
// The code in a white card with its caption above and, with `words`, what to search for (or the address)
// below.
void drawQrCard(Composer& c, const QrCode& qr, Rect card, int side, bool words = true);
int qrCardHeight(const Composer& c, const QrCode& qr, int width, int side, bool words = true);
// The same lying: the code on the left, caption and words beside it.
void drawQrRow(Composer& c, const QrCode& qr, Rect card, int side);
int qrRowHeight(const Composer& c, int side);
// Only the words to search for, or the address.
void drawSearchBox(Composer& c, const QrCode& qr, Rect rect, bool bare = false);
int searchBoxHeight(const Composer& c, const QrCode& qr, int width);

// What stands at the foot of a portrait screen: the contact beside the code, or either alone.
struct FootPlan {
    int side = 0;    // of the code; 0: none
    int height = 0;  // 0: neither contact nor code
};
FootPlan planFoot(const Job& job, int width, int side);
void drawFoot(const Job& job, const FootPlan& foot, Rect rect);
// The slide's code in a column at the right; returns what is left beside it.
Rect drawQrColumn(const Job& job, Rect area);
// The contact and, with `code`, the QR code around content that has no place of its own for them: the code
// beside it, or below on a portrait screen; the contact at the foot. Returns what is left.
Rect drawCompanions(const Job& job, Rect area, bool code);

Part bulletPart(Composer& c, const std::string& field, const std::string& text, double scale, int width,
                int gap);
// The slide's points below what `stack` holds; in two columns when asked for and when they fit so.
void addPoints(Composer& c, Stack& stack, const std::vector<std::string>& points, double scale, int width,
               bool twoColumns);
// A note and the source in small print, on one line when it holds both.
void addSmallPrint(Composer& c, Stack& stack, const std::string& note, const std::string& source, int width,
                   int gap);
// The date of the figures and their source, as one line of small print; empty when the slide names neither.
std::string sourceLine(const Slide& slide, Digits digits);
void addNote(Composer& c, Stack& stack, const std::string& field, const std::string& text, double scale,
             int width, int gap);

// The lead above a chart, a table or the like, two lines of it at most (three on a portrait screen). Returns
// the height used, 0 without a lead.
int drawHeadLine(const Job& job, Rect area);
void drawCard(Composer& c, Rect rect);
void drawPictureCard(Composer& c, const std::string& path, Rect rect, PictureFit fit);

// 本日, 明日, あと９日; 開催中 from the second day of an event of several days; empty once it is over.
std::string eventStanding(const Event& event, LocalTime now, Digits digits);

// A small rounded label such as 会場; returns its width. Height is chipHeight().
int chipWidth(const Block& text);
void drawChip(Composer& c, const Block& text, Rect rect, const Paint& paint);

// One function per layout, each drawing the content into `area`.
void drawNotice(const Job& job, Rect area);
void drawEvent(const Job& job, Rect area);
void drawTable(const Job& job, Rect area);
void drawChart(const Job& job, Rect area);
void drawFigures(const Job& job, Rect area);
void drawUpcoming(const Job& job, Rect area);
void drawPoster(const Job& job);  // the whole surface above the footer, with its own title

}  // namespace signage
