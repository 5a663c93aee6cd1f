// What EditionStore holds; shared by the files that implement it and by nobody else.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "player/store/edition_store.h"
#include "player/store/state_folder.h"

namespace signage {

// That path's asset; valid as long as the edition. Fault::not_found when it is none of its.
Result<const Asset*> assetOf(const Edition& edition, const std::string& path);

// `mutex` guards what is below it and is never held during disk work.
struct EditionStore::Impl {
    Impl(Disk& givenDisk, StoreOptions givenOptions)
        : disk(givenDisk), options(std::move(givenOptions)), folder{options.directory} {}

    Disk& disk;
    const StoreOptions options;
    const StateFolder folder;
    EditionId passed;  // this one and all below are passed over; set by open(), then constant

    // Loading (edition_store.cpp).
    std::vector<EditionId> editionsOnDisk(std::vector<Error>& faults) const;
    Result<std::shared_ptr<const Edition>> load(EditionId id);
    // `unread`: the disk would not give something for the moment, so a higher one may be there.
    struct Found {
        std::shared_ptr<const Edition> edition;
        bool unread = false;
    };
    Found findHighest(EditionId above, std::optional<EditionId> below, std::vector<Error>& faults);
    void loadCurrent(std::vector<Error>& faults);
    // The fault of reading a file of ours. One that the disk would not give in many rounds is set aside like
    // a damaged one, and the fault says so.
    Error notRead(const std::string& path, Error error);
    Result<void> writeEdition(const Candidate& candidate);
    std::string expectedChannel() const;
    // Those of the options, and those that they were seen to hand on to.
    std::vector<PublicKey> knownRoots() const;
    void remember(const std::shared_ptr<const Edition>& edition);

    // Housekeeping (store_keeping.cpp).
    void loadFloor(std::vector<Error>& faults);
    Result<void> saveFloor();
    void readAgain(std::vector<Error>& faults);
    Result<void> settleEditions();
    void makeFolders(std::vector<Error>& faults);
    void removeParts(std::vector<Error>& faults);
    void quarantineWrong(std::vector<Error>& faults);
    void removeUnwanted(std::vector<Error>& faults);
    Result<void> quarantine(const std::string& path);
    void boundQuarantine(std::size_t most);
    // Whether all that is useless is gone.
    bool collectGarbage(const std::shared_ptr<const Edition>& wanted, std::vector<Error>& faults);
    bool removeOldEditions(EditionId oldestKept, std::vector<Error>& faults);
    std::set<std::string> mediaInUse(const std::shared_ptr<const Edition>& wanted);
    // Of the media and of those on their way; damaged ones will be written over and do not count.
    Result<std::int64_t> mediaBytes() const;

    // Only the thread that tidies and commits.
    bool partsRemoved = false;
    std::vector<std::string> wrong;         // paths that open() found damaged, for tidy() to set aside
    std::map<std::string, int> unreadable;  // how often in vain
    bool floorUnread = false;               // it is there, and the disk would not give it yet
    bool currentUnread = false;             // likewise an edition above the current one
    std::set<std::string> unwanted;         // editions whose commit failed and that could not be removed yet
    bool removalUnsettled = false;          // an edition was removed, and a power cut might bring it back
    // Whether `previous` says what there is. Once unread it is tried again only by the next tidy().
    enum class Known { no, unread, yes };
    Known previousKnown = Known::no;
    bool garbageDue = false;  // something was committed since the last collection
    std::atomic<bool> endHashing{false};

    mutable std::mutex mutex;
    std::shared_ptr<const Edition> current;
    std::shared_ptr<const Edition> previous;
    Floor floor;
    bool floorDirty = false;
    std::set<std::string> damaged;                         // media whose bytes were found wrong
    std::set<std::string> hashing;                         // large media, by another thread just now
    std::set<std::string> whole;                           // large media, hashed by this process already
    std::vector<std::weak_ptr<const Playlist>> handedOut;  // whoever plays one keeps its media
};

}  // namespace signage
