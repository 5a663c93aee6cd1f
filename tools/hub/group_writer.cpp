// The writer's thread: take what waits, write it together, commit once, tell everyone.
#include "tools/hub/group_writer.h"

#include <exception>
#include <future>
#include <utility>

namespace signage::hub {
namespace {

Failure tooMuchWaits() {
    return fail(Fault::refused, "",
                {"今は書き込みが混み合っています", "too much waits to be written at the moment"},
                {"少し待ってからもう一度送ってください", "send it again a little later"});
}

Failure threw(const std::exception& fault) {
    return fail(Fault::internal, "", {fault.what(), fault.what()});
}

}  // namespace

GroupWriter::GroupWriter(std::unique_ptr<Database> database, GroupWriterLimits limits)
    : limits_(limits), database_(std::move(database)), thread_([this] { run(); }) {}

GroupWriter::~GroupWriter() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void GroupWriter::later(Work work, std::size_t bytes, Done done) {
    {
        const std::lock_guard lock(mutex_);
        // One that is too large for an empty queue is let in: it would never be otherwise.
        if (waiting_.size() < limits_.waiting &&
            (waiting_.empty() || waitingBytes_ + bytes <= limits_.waitingBytes)) {
            waitingBytes_ += bytes;
            waiting_.push_back({std::move(work), bytes, std::move(done)});
            wake_.notify_one();
            return;
        }
    }
    done(tooMuchWaits());
}

Result<void> GroupWriter::now(Work work, std::size_t bytes) {
    std::promise<Result<void>> promise;
    auto written = promise.get_future();
    later(std::move(work), bytes, [&promise](Result<void> result) { promise.set_value(std::move(result)); });
    return written.get();
}

std::size_t GroupWriter::commits() const {
    const std::lock_guard lock(mutex_);
    return commits_;
}

void GroupWriter::run() {
    while (true) {
        auto jobs = take();
        if (jobs.empty()) return;
        writeTogether(jobs);
    }
}

std::vector<GroupWriter::Job> GroupWriter::take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    std::vector<Job> jobs;
    std::size_t bytes = 0;
    while (!waiting_.empty() && jobs.size() < limits_.together) {
        bytes += waiting_.front().bytes;
        if (!jobs.empty() && bytes > limits_.togetherBytes) break;
        waitingBytes_ -= waiting_.front().bytes;
        jobs.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return jobs;
}

// When the whole transaction is lost (a full disk, a failing commit), each is tried by itself, so that one
// that asks too much does not take the others with it.
void GroupWriter::writeTogether(std::vector<Job>& jobs) {
    auto results = tryTogether(jobs);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (results) {
            jobs[i].done(std::move((*results)[i]));
            continue;
        }
        if (jobs.size() == 1) {
            jobs[i].done(Failure(results.error()));
            continue;
        }
        std::vector<Job> alone;
        alone.push_back(std::move(jobs[i]));
        writeTogether(alone);
    }
}

Result<std::vector<Result<void>>> GroupWriter::tryTogether(const std::vector<Job>& jobs) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    std::vector<Result<void>> results;
    for (const Job& job : jobs) {
        results.push_back(one(job.work));
        if (!database_->inTransaction()) {
            return results.back()
                       ? fail(Fault::io, "", {"書き込みが取り消されました", "the write was undone"})
                       : Failure(results.back().error());
        }
    }
    if (const auto done = transaction->commit(); !done) return Failure(done.error());
    const std::lock_guard lock(mutex_);
    ++commits_;
    return results;
}

Result<void> GroupWriter::one(const Work& work) {
    if (const auto begun = database_->execute("SAVEPOINT one"); !begun) return begun;
    Result<void> result;
    try {
        result = work(*database_);
    } catch (const std::exception& fault) {
        result = threw(fault);
    }
    if (!database_->inTransaction()) return result;
    if (!result) {
        if (const auto undone = database_->execute("ROLLBACK TO one"); !undone) return undone;
    }
    if (const auto released = database_->execute("RELEASE one"); !released) return released;
    return result;
}

}  // namespace signage::hub
