// What the C++ interop server and client share: flags, files, the sizes and texts of the cases.
#pragma once

#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include <grpcpp/grpcpp.h>

#include "grpc/testing/test.grpc.pb.h"

// Exported by the library for its own interop programs, without a header.
uint32_t grpc_call_test_only_get_message_flags(grpc_call* call);

namespace interop {

using namespace grpc::testing;

constexpr char kInitialKey[] = "x-grpc-test-echo-initial";
constexpr char kTrailingKey[] = "x-grpc-test-echo-trailing-bin";

// Whether the last message that this call received was compressed on the wire.
template <typename Context>
bool ArrivedCompressed(Context* context) {
  constexpr uint32_t kWasCompressed = 0x40000000u;
  return (grpc_call_test_only_get_message_flags(context->c_call()) & kWasCompressed) != 0;
}

// Reads --name=value and --name value; a flag alone means true.
class Flags {
 public:
  Flags(int argc, char** argv) {
    for (int i = 1; i < argc; i++) {
      std::string flag = argv[i];
      if (flag.rfind("--", 0) != 0) throw std::runtime_error("expected a --flag, found '" + flag + "'");
      auto equals = flag.find('=');
      if (equals != std::string::npos) {
        values_[flag.substr(2, equals - 2)] = flag.substr(equals + 1);
      } else if (i + 1 < argc && std::string(argv[i + 1]).rfind("--", 0) != 0) {
        values_[flag.substr(2)] = argv[++i];
      } else {
        values_[flag.substr(2)] = "true";
      }
    }
  }

  std::string Text(const std::string& name, const std::string& otherwise) const {
    auto found = values_.find(name);
    return found == values_.end() ? otherwise : found->second;
  }

  bool Is(const std::string& name) const { return Text(name, "false") == "true"; }

 private:
  std::map<std::string, std::string> values_;
};

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path + " (run tests/peers/setup, or name the file with a flag)");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace interop
