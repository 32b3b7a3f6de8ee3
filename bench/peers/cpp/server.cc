// grpc C++ as a contestant: asynchronous completion queue, one thread (the server is pinned to one core); --sync: synchronous methods on the library's threads.
// Usage: server --port PORT [--tls CERTIFICATE_PEM KEY_PEM] [--sync]
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include <grpcpp/grpcpp.h>

#include "server_calls.h"
#include "sync_service.h"

namespace {

// Calls of each kind that wait for a request at any time; more than the scenarios with the most streams start at once.
constexpr int kWaitingCalls = 1000;

std::string ReadFile(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct Options {
  std::string port;
  std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
  bool sync = false;

  bool Parse(int argc, char** argv) {
    for (int i = 1; i < argc; i++) {
      const std::string option = argv[i];
      if (option == "--sync") {
        sync = true;
      } else if (option == "--port" && i + 1 < argc) {
        port = argv[++i];
      } else if (option == "--tls" && i + 2 < argc) {
        grpc::SslServerCredentialsOptions ssl;
        ssl.pem_key_cert_pairs.push_back({ReadFile(argv[i + 2]), ReadFile(argv[i + 1])});
        credentials = grpc::SslServerCredentials(ssl);
        i += 2;
      } else {
        return false;
      }
    }
    return !port.empty();
  }
};

void ServeAsync(bench::Bench::AsyncService* service, grpc::ServerCompletionQueue* queue) {
  for (int i = 0; i < kWaitingCalls; i++) {
    new EchoCall(service, queue);
    new GetCall(service, queue);
    new ServerStreamCall(service, queue);
    new ClientStreamCall(service, queue);
    new BidiCall(service, queue);
  }
  new BurnCall(service, queue);
  new BlockCall(service, queue);
  void* tag;
  bool ok;
  while (queue->Next(&tag, &ok)) static_cast<Call*>(tag)->Proceed(ok);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!options.Parse(argc, argv)) {
    std::cerr << "usage: server --port PORT [--tls CERTIFICATE_PEM KEY_PEM] [--sync]\n";
    return 2;
  }

  bench::Bench::AsyncService async;
  SyncService sync;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:" + options.port, options.credentials);
  if (options.sync) builder.RegisterService(&sync);
  else builder.RegisterService(&async);
  std::unique_ptr<grpc::ServerCompletionQueue> queue;
  if (!options.sync) queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::cout << "listening on 127.0.0.1:" << options.port << std::endl;
  if (options.sync) server->Wait();
  else ServeAsync(&async, queue.get());
}
