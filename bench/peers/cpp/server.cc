// grpc C++ as a contestant: asynchronous completion queue, one thread (the server is pinned to one core). Usage: server --port PORT
#include <cstring>
#include <iostream>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "bench.grpc.pb.h"

namespace {

// Calls that wait for a request at any time; more than the scenarios with the most streams start at once.
constexpr int kWaitingCalls = 1000;

class Call {
 public:
  Call(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue)
      : service_(service), queue_(queue), responder_(&context_) {
    service_->RequestUnary(&context_, &message_, &responder_, queue_, queue_, this);
  }

  // Each call is two events: a request came, then its answer left.
  void Proceed(bool ok) {
    if (!ok || answered_) {
      delete this;
      return;
    }
    new Call(service_, queue_);
    answered_ = true;
    responder_.Finish(message_, grpc::Status::OK, this);
  }

 private:
  bench::Bench::AsyncService* service_;
  grpc::ServerCompletionQueue* queue_;
  grpc::ServerContext context_;
  bench::Payload message_;
  grpc::ServerAsyncResponseWriter<bench::Payload> responder_;
  bool answered_ = false;
};

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

  for (int i = 0; i < kWaitingCalls; i++) new Call(&service, queue.get());
  void* tag;
  bool ok;
  while (queue->Next(&tag, &ok)) static_cast<Call*>(tag)->Proceed(ok);
}
