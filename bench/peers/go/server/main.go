// grpc-go as a contestant. Usage: server --port PORT
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"

	"bench"

	"google.golang.org/grpc"
)

type echo struct {
	bench.UnimplementedBenchServer
}

func (*echo) Unary(_ context.Context, request *bench.Payload) (*bench.Payload, error) {
	return request, nil
}

func main() {
	port := flag.Int("port", 5000, "TCP port of loopback")
	flag.Parse()
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	bench.RegisterBenchServer(server, &echo{})
	fmt.Printf("listening on http://127.0.0.1:%d\n", *port)
	log.Fatal(server.Serve(listener))
}
