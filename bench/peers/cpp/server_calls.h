#pragma once

#include <grpcpp/grpcpp.h>

#include "bench.grpc.pb.h"
#include "work.h"

// One call of the server as a state machine: each event of the completion queue is one step, and there is one event under way at a time.
// A call makes its successor when its request comes, and deletes itself at its end.
class Call {
 public:
  virtual ~Call() = default;
  virtual void Proceed(bool ok) = 0;

 protected:
  Call(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue) : service_(service), queue_(queue) {}

  bench::Bench::AsyncService* service_;
  grpc::ServerCompletionQueue* queue_;
  grpc::ServerContext context_;
  bench::Payload message_;
};

// Any of the unary methods: `kRequest` asks the service for the next call of one, `kWork` makes the answer.
template <typename Request, auto kRequest, void (*kWork)(grpc::ServerContext*, Request*, bench::Payload*)>
class UnaryCall final : public Call {
 public:
  UnaryCall(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue), responder_(&context_) {
    (service_->*kRequest)(&context_, &request_, &responder_, queue_, queue_, this);
  }

  void Proceed(bool ok) override {
    if (!ok || answered_) {
      delete this;
      return;
    }
    new UnaryCall(service_, queue_);
    answered_ = true;
    kWork(&context_, &request_, &message_);
    responder_.Finish(message_, grpc::Status::OK, this);
  }

 private:
  grpc::ServerAsyncResponseWriter<bench::Payload> responder_;
  Request request_;
  bool answered_ = false;
};

using Async = bench::Bench::AsyncService;
using EchoCall = UnaryCall<bench::Payload, &Async::RequestUnary, Unary>;
using GetCall = UnaryCall<bench::Wish, &Async::RequestGet, Get>;
using BurnCall = UnaryCall<bench::Payload, &Async::RequestBurn, Burn>;
using BlockCall = UnaryCall<bench::Payload, &Async::RequestBlock, Block>;

class ServerStreamCall final : public Call {
 public:
  ServerStreamCall(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue), writer_(&context_) {
    service_->RequestServerStream(&context_, &message_, &writer_, queue_, queue_, this);
  }

  void Proceed(bool ok) override {
    if (!ok || finished_) {
      delete this;
      return;
    }
    if (!started_) {
      started_ = true;
      left_ = message_.id();
      new ServerStreamCall(service_, queue_);
    }
    if (left_-- > 0) {
      writer_.Write(message_, this);
    } else {
      finished_ = true;
      writer_.Finish(grpc::Status::OK, this);
    }
  }

 private:
  grpc::ServerAsyncWriter<bench::Payload> writer_;
  bool started_ = false;
  bool finished_ = false;
  int left_ = 0;
};

class ClientStreamCall final : public Call {
 public:
  ClientStreamCall(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue), reader_(&context_) {
    service_->RequestClientStream(&context_, &reader_, queue_, queue_, this);
  }

  void Proceed(bool ok) override {
    if (finished_ || (!started_ && !ok)) {
      delete this;
      return;
    }
    if (!started_) {
      started_ = true;
      new ClientStreamCall(service_, queue_);
    } else if (ok) {
      received_++;
    } else {
      finished_ = true;
      message_.set_id(received_);
      reader_.Finish(message_, grpc::Status::OK, this);
      return;
    }
    reader_.Read(&message_, this);
  }

 private:
  grpc::ServerAsyncReader<bench::Payload, bench::Payload> reader_;
  bool started_ = false;
  bool finished_ = false;
  int received_ = 0;
};

class BidiCall final : public Call {
 public:
  BidiCall(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue), stream_(&context_) {
    service_->RequestBidi(&context_, &stream_, queue_, queue_, this);
  }

  void Proceed(bool ok) override {
    switch (step_) {
      case Step::kWaiting:
        if (!ok) break;
        new BidiCall(service_, queue_);
        step_ = Step::kReading;
        stream_.Read(&message_, this);
        return;
      case Step::kReading:
        step_ = ok ? Step::kWriting : Step::kFinishing;
        if (ok) stream_.Write(message_, this);
        else stream_.Finish(grpc::Status::OK, this);
        return;
      case Step::kWriting:
        step_ = ok ? Step::kReading : Step::kFinishing;
        if (ok) stream_.Read(&message_, this);
        else stream_.Finish(grpc::Status::OK, this);
        return;
      case Step::kFinishing:
        break;
    }
    delete this;
  }

 private:
  enum class Step { kWaiting, kReading, kWriting, kFinishing };

  grpc::ServerAsyncReaderWriter<bench::Payload, bench::Payload> stream_;
  Step step_ = Step::kWaiting;
};
