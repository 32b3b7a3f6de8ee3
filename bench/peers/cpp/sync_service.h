#pragma once

#include "bench.grpc.pb.h"
#include "work.h"

// The unary methods on the library's synchronous interface and its own threads: for handlers that work or wait.
class SyncService final : public bench::Bench::Service {
 public:
  grpc::Status Unary(grpc::ServerContext* context, const bench::Payload* request, bench::Payload* answer) override {
    return Do(::Unary, context, *request, answer);
  }

  grpc::Status Get(grpc::ServerContext* context, const bench::Wish* request, bench::Payload* answer) override {
    return Do(::Get, context, *request, answer);
  }

  grpc::Status Burn(grpc::ServerContext* context, const bench::Payload* request, bench::Payload* answer) override {
    return Do(::Burn, context, *request, answer);
  }

  grpc::Status Block(grpc::ServerContext* context, const bench::Payload* request, bench::Payload* answer) override {
    return Do(::Block, context, *request, answer);
  }

 private:
  template <typename Request>
  static grpc::Status Do(void (*work)(grpc::ServerContext*, Request*, bench::Payload*), grpc::ServerContext* context, Request request, bench::Payload* answer) {
    work(context, &request, answer);
    return grpc::Status::OK;
  }
};
