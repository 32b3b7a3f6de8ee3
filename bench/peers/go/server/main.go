// grpc-go as a contestant. Usage: server --port PORT [--tls CERTIFICATE_PEM KEY_PEM] [--methods NUMBER_OF_MORE_METHODS]
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"

	"bench"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

func main() {
	port := after("--port", 1)
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	var options []grpc.ServerOption
	if certificate := after("--tls", 1); certificate != "" {
		secure, err := credentials.NewServerTLSFromFile(certificate, after("--tls", 2))
		if err != nil {
			log.Fatal(err)
		}
		options = append(options, grpc.Creds(secure))
	}
	server := grpc.NewServer(options...)
	bench.RegisterBenchServer(server, service{})
	if count, err := strconv.Atoi(after("--methods", 1)); err == nil && count > 0 {
		server.RegisterService(manyMethods(count), nil)
	}
	fmt.Printf("listening on 127.0.0.1:%s\n", port)
	go answerQuestions()
	log.Fatal(server.Serve(listener))
}

// after returns the argument at that distance behind an option, or nothing.
func after(option string, distance int) string {
	for i, argument := range os.Args {
		if argument == option && i+distance < len(os.Args) {
			return os.Args[i+distance]
		}
	}
	return ""
}

// answerQuestions tells what bench/compare asks on the standard input.
func answerQuestions() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var memory runtime.MemStats
		switch lines.Text() {
		case "allocated":
			runtime.ReadMemStats(&memory)
			fmt.Printf("allocated=%d\n", memory.TotalAlloc)
		case "collect":
			debug.FreeOSMemory()
			runtime.ReadMemStats(&memory)
			fmt.Printf("live=%d\n", memory.HeapAlloc+memory.StackInuse)
		default:
			fmt.Printf("unknown=%s\n", lines.Text())
		}
	}
}
