// The interop client: gRPC's cases on grpc-go. Runs the cases of -test_case (a comma-separated list) on one channel.
package main

import (
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	pb "grpc_testing"
	"interop"
)

func transportOption(flags interop.TLSFlags, name string) grpc.DialOption {
	if !*flags.Use {
		return grpc.WithInsecure()
	}
	authorities, err := flags.Authorities()
	if err != nil {
		log.Fatal(err)
	}
	own, err := flags.OwnCertificates()
	if err != nil {
		log.Fatal(err)
	}
	return grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{RootCAs: authorities, Certificates: own, ServerName: name}))
}

func main() {
	host := flag.String("server_host", "localhost", "")
	port := flag.Int("server_port", 443, "")
	name := flag.String("server_host_override", "", "the name that the server's certificate must carry")
	flag.Bool("use_test_ca", true, "accepted for the standard command line; the test authority is always the one that is trusted")
	names := flag.String("test_case", "large_unary", "")
	flags := interop.AddTLSFlags("", "")
	flag.Parse()

	channel, err := grpc.Dial(fmt.Sprintf("%s:%d", *host, *port), transportOption(flags, *name))
	if err != nil {
		log.Fatal(err)
	}
	s := stubs{pb.NewTestServiceClient(channel), pb.NewUnimplementedServiceClient(channel)}
	exit := 0
	for _, name := range strings.Split(*names, ",") {
		run := cases[name]
		if run == nil {
			run = func(stubs) error { return errors.New("this client has no such case") }
		}
		if err := run(s); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			fmt.Printf("failed %s\n", name)
			exit = 1
			continue
		}
		fmt.Printf("passed %s\n", name)
	}
	os.Exit(exit)
}
