// Notes about screens in the hub's database.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "tools/hub/database.h"
#include "tools/hub/note_store.h"

namespace signage::hub {

class SqliteNoteStore final : public NoteStore {
  public:
    // Makes the table when it is not there.
    static Result<std::unique_ptr<SqliteNoteStore>> open(
        const std::string& path, std::chrono::milliseconds patience = std::chrono::seconds(5));

    // Notes that had ended when this one was written are removed with it.
    Result<void> put(const std::string& screen, const Note& note) override;
    Result<bool> remove(const std::string& screen) override;
    Result<Notes> notes(Instant now) const override;

  private:
    explicit SqliteNoteStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    mutable std::mutex mutex_;
    std::unique_ptr<Database> database_;  // guarded by mutex_
};

}  // namespace signage::hub
