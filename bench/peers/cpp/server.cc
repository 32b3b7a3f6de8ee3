// grpc C++ as a contestant: asynchronous completion queue, one thread (the server is pinned to one core). Usage: server --port PORT
#include <cstring>
#include <iostream>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "server_calls.h"

namespace {

// Calls of each kind that wait for a request at any time; more than the scenarios with the most streams start at once.
constexpr int kWaitingCalls = 1000;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 || std::strcmp(argv[1], "--port") != 0) {
    std::cerr << "usage: server --port PORT\n";
    return 2;
  }

  bench::Bench::AsyncService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("127.0.0.1:") + argv[2], grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  auto queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::cout << "listening on http://127.0.0.1:" << argv[2] << std::endl;

  for (int i = 0; i < kWaitingCalls; i++) {
    new UnaryCall(&service, queue.get());
    new ServerStreamCall(&service, queue.get());
    new ClientStreamCall(&service, queue.get());
    new BidiCall(&service, queue.get());
  }
  void* tag;
  bool ok;
  while (queue->Next(&tag, &ok)) static_cast<Call*>(tag)->Proceed(ok);
}
