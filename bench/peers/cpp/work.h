#pragma once

#include <chrono>
#include <string>
#include <thread>

#include <time.h>

#include <grpcpp/grpcpp.h>

#include "bench.pb.h"

// What the unary methods make of a request, which is theirs to use up; see bench.proto.

inline int64_t ThreadCpuNanoseconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

inline void Unary(grpc::ServerContext*, bench::Payload* request, bench::Payload* answer) { answer->Swap(request); }

inline void Get(grpc::ServerContext* context, bench::Wish* request, bench::Payload* answer) {
  for (int i = 0; i < request->metadata_entries(); i++) context->AddInitialMetadata("entry-" + std::to_string(i), "value of 20 letters.");
  answer->mutable_body()->resize(static_cast<size_t>(request->body_bytes()));
}

inline void Burn(grpc::ServerContext*, bench::Payload* request, bench::Payload* answer) {
  const auto start = ThreadCpuNanoseconds();
  for (int readings = 1;; readings++) {
    // What reading the clock costs belongs to the work; see CpuBurner.cs.
    const auto passed = static_cast<double>(ThreadCpuNanoseconds() - start);
    if (passed + 1.5 * passed / readings >= request->id() * 1e3) break;
  }
  answer->Swap(request);
}

inline void Block(grpc::ServerContext*, bench::Payload* request, bench::Payload* answer) {
  std::this_thread::sleep_for(std::chrono::milliseconds(request->id()));
  answer->Swap(request);
}
