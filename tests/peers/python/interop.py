"""What the Python interop server and client share: flags, files, metadata keys, the generated modules.

The generated modules live in the package grpc.testing, but the library already owns the package grpc. Putting their
folder on the library's search path joins the two.
"""
import os
import sys

import grpc

grpc.__path__.append(os.path.join(os.environ["PEERS_PYTHON"], "grpc"))

from grpc.testing import empty_pb2, messages_pb2, test_pb2, test_pb2_grpc  # noqa: E402,F401

INITIAL_KEY = "x-grpc-test-echo-initial"
TRAILING_KEY = "x-grpc-test-echo-trailing-bin"


def read_flags(arguments):
    """Reads --name=value and --name value; a flag alone means true."""
    flags, rest = {}, list(arguments)
    while rest:
        flag = rest.pop(0)
        if not flag.startswith("--"):
            sys.exit(f"expected a --flag, found '{flag}'")
        name, equals, value = flag[2:].partition("=")
        if not equals:
            value = rest.pop(0) if rest and not rest[0].startswith("--") else "true"
        flags[name] = value
    return flags


def read_file(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        sys.exit(f"{error} (run tests/peers/setup, or name the file with a flag)")
