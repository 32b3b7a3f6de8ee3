#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "bench.grpc.pb.h"
#include "histogram.h"

using Clock = std::chrono::steady_clock;

struct Tally {
  Histogram latency;
  uint64_t errors = 0;
  bool over = false;  // callers start no more calls
  int callers = 0;    // that have not stopped yet

  // Counts what began at `start`; returns the present time.
  Clock::time_point Record(Clock::time_point start) {
    const auto now = Clock::now();
    latency.Record(static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now - start).count()));
    return now;
  }
};

// What comes out of the completion queue.
class Step {
 public:
  virtual ~Step() = default;
  virtual void Proceed(bool ok) = 0;
};

// One caller: starts its next call when the last has ended, until the run is over.
class Caller {
 public:
  Caller(bench::Bench::Stub* stub, grpc::CompletionQueue* queue, size_t body, Tally* tally) : stub_(stub), queue_(queue), tally_(tally) {
    request_.set_id(7);
    request_.set_name("bench");
    request_.set_body(std::string(body, 'x'));
  }
  virtual ~Caller() = default;

  void Begin() {
    tally_->callers++;
    Start();
  }

  // Makes the call under way end soon. The events that follow still count, so it is for after the end only.
  void Cancel() { context_->TryCancel(); }

 protected:
  virtual void Start() = 0;

  void StartNext() {
    if (tally_->over) tally_->callers--;
    else Start();
  }

  void CheckEcho(int id) {
    if (response_.id() != id || response_.body().size() != request_.body().size()) tally_->errors++;
  }

  bench::Bench::Stub* stub_;
  grpc::CompletionQueue* queue_;
  Tally* tally_;
  std::optional<grpc::ClientContext> context_;
  bench::Payload request_;
  bench::Payload response_;
  grpc::Status status_;
};

class UnaryCaller final : public Caller, Step {
 public:
  using Caller::Caller;

 private:
  void Start() override {
    reader_.reset();  // it lives in the memory of its call, which goes with the context
    context_.emplace();
    response_.Clear();
    start_ = Clock::now();
    reader_ = stub_->AsyncUnary(&*context_, request_, queue_);
    reader_->Finish(&response_, &status_, static_cast<Step*>(this));
  }

  void Proceed(bool) override {
    tally_->Record(start_);
    if (status_.ok()) CheckEcho(request_.id());
    else tally_->errors++;
    StartNext();
  }

  std::unique_ptr<grpc::ClientAsyncResponseReader<bench::Payload>> reader_;
  Clock::time_point start_;
};

// Times the gap between two messages.
class ServerStreamCaller final : public Caller, Step {
 public:
  ServerStreamCaller(bench::Bench::Stub* stub, grpc::CompletionQueue* queue, size_t body, Tally* tally, int messages) : Caller(stub, queue, body, tally) {
    request_.set_id(messages);
  }

 private:
  void Start() override {
    reader_.reset();
    context_.emplace();
    received_ = -1;  // the first event is the start
    finishing_ = false;
    last_ = Clock::now();
    reader_ = stub_->AsyncServerStream(&*context_, request_, queue_, static_cast<Step*>(this));
  }

  void Proceed(bool ok) override {
    if (finishing_) {
      if (!status_.ok() || received_ != request_.id()) tally_->errors++;
      StartNext();
      return;
    }
    if (ok && ++received_ > 0) {
      last_ = tally_->Record(last_);
      CheckEcho(request_.id());
    }
    if (ok) {
      reader_->Read(&response_, static_cast<Step*>(this));
    } else {
      finishing_ = true;
      reader_->Finish(&status_, static_cast<Step*>(this));
    }
  }

  std::unique_ptr<grpc::ClientAsyncReader<bench::Payload>> reader_;
  int received_ = 0;
  bool finishing_ = false;
  Clock::time_point last_;
};

// Times each write.
class ClientStreamCaller final : public Caller, Step {
 public:
  ClientStreamCaller(bench::Bench::Stub* stub, grpc::CompletionQueue* queue, size_t body, Tally* tally, int messages)
      : Caller(stub, queue, body, tally), messages_(messages) {}

 private:
  void Start() override {
    writer_.reset();
    context_.emplace();
    response_.Clear();
    written_ = -1;  // the first event is the start
    half_closed_ = finishing_ = false;
    last_ = Clock::now();
    writer_ = stub_->AsyncClientStream(&*context_, &response_, queue_, static_cast<Step*>(this));
  }

  void Proceed(bool ok) override {
    if (finishing_) {
      if (!status_.ok()) tally_->errors++;
      else CheckEcho(messages_);
      StartNext();
      return;
    }
    if (!ok || half_closed_) {
      finishing_ = true;
      writer_->Finish(&status_, static_cast<Step*>(this));
      return;
    }
    if (++written_ > 0) last_ = tally_->Record(last_);
    if (written_ < messages_) {
      writer_->Write(request_, static_cast<Step*>(this));
    } else {
      half_closed_ = true;
      writer_->WritesDone(static_cast<Step*>(this));
    }
  }

  std::unique_ptr<grpc::ClientAsyncWriter<bench::Payload>> writer_;
  const int messages_;
  int written_ = 0;
  bool half_closed_ = false;
  bool finishing_ = false;
  Clock::time_point last_;
};

// Times each message's way there and back; writing runs ahead of reading.
class BidiCaller final : public Caller {
 public:
  BidiCaller(bench::Bench::Stub* stub, grpc::CompletionQueue* queue, size_t body, Tally* tally, int messages)
      : Caller(stub, queue, body, tally), starts_(static_cast<size_t>(messages)) {}

 private:
  void Start() override {
    stream_.reset();
    context_.emplace();
    sent_ = received_ = 0;
    halves_ended_ = 0;
    half_closed_ = false;
    stream_ = stub_->AsyncBidi(&*context_, queue_, &started_);
  }

  struct Event final : Step {
    Event(BidiCaller* owner, void (BidiCaller::*handler)(bool)) : owner(owner), handler(handler) {}
    void Proceed(bool ok) override { (owner->*handler)(ok); }
    BidiCaller* owner;
    void (BidiCaller::*handler)(bool);
  };

  void Started(bool) {
    Written(true);
    stream_->Read(&response_, &read_);
  }

  void Written(bool ok) {
    if (ok && sent_ < starts_.size()) {
      request_.set_id(static_cast<int>(sent_));
      starts_[sent_++] = Clock::now();
      stream_->Write(request_, &written_);
    } else if (ok && !half_closed_) {
      half_closed_ = true;
      stream_->WritesDone(&written_);
    } else {
      HalfEnded();
    }
  }

  void Read(bool ok) {
    if (!ok) {
      HalfEnded();
      return;
    }
    tally_->Record(starts_[received_]);
    CheckEcho(static_cast<int>(received_++));
    stream_->Read(&response_, &read_);
  }

  void HalfEnded() {
    if (++halves_ended_ == 2) stream_->Finish(&status_, &finished_);
  }

  void Finished(bool) {
    if (!status_.ok() || received_ != starts_.size()) tally_->errors++;
    StartNext();
  }

  Event started_{this, &BidiCaller::Started};
  Event written_{this, &BidiCaller::Written};
  Event read_{this, &BidiCaller::Read};
  Event finished_{this, &BidiCaller::Finished};
  std::unique_ptr<grpc::ClientAsyncReaderWriter<bench::Payload, bench::Payload>> stream_;
  std::vector<Clock::time_point> starts_;
  size_t sent_ = 0;
  size_t received_ = 0;
  int halves_ended_ = 0;
  bool half_closed_ = false;
};
