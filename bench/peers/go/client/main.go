// grpc-go as a contestant.
// Usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]
//
//	or: client runs    (the same arguments from standard input, a line for each run)
//
// An https address is trusted as SSL_CERT_FILE says.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"bench"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

var kinds = map[string]func(*caller){
	"unary": (*caller).unary, "serverstream": (*caller).serverStream, "clientstream": (*caller).clientStream, "bidi": (*caller).bidi,
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "runs" {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			measure(strings.Fields(lines.Text()), func() { fmt.Println("begin") })
		}
		return
	}
	measure(os.Args[1:], func() {})
}

func measure(arguments []string, announce func()) {
	if len(arguments) < 6 || kinds[arguments[5]] == nil {
		fmt.Fprintln(os.Stderr, "usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]\n       client runs")
		os.Exit(2)
	}
	kind, messages, warmup := arguments[5], 1000, 1.0
	if len(arguments) > 6 {
		messages = int(number(arguments[6]))
	}
	if len(arguments) > 7 {
		warmup = number(arguments[7])
	}

	var counted tally
	var callers sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	body := make([]byte, int(number(arguments[4])))
	for i := 0; i < int(number(arguments[1])); i++ {
		connection := connect(arguments[0])
		defer connection.Close()
		for j := 0; j < int(number(arguments[2])); j++ {
			c := &caller{tally: &counted, ctx: ctx, client: bench.NewBenchClient(connection), body: body, messages: messages}
			callers.Add(1)
			go func() {
				defer callers.Done()
				kinds[kind](c)
			}()
		}
	}

	sleep(warmup)
	announce()
	var before, after snapshot
	before.take(&counted)
	sleep(number(arguments[3]))
	after.take(&counted)
	unit := "messages"
	if kind == "unary" {
		unit = "calls"
	}
	report(&before, &after, unit)
	cancel()
	callers.Wait()
}

func connect(address string) *grpc.ClientConn {
	security := grpc.WithInsecure()
	if strings.HasPrefix(address, "https://") {
		security = grpc.WithTransportCredentials(credentials.NewClientTLSFromCert(nil, ""))
	}
	if at := strings.Index(address, "://"); at >= 0 {
		address = address[at+3:]
	}
	connection, err := grpc.Dial(address, security, grpc.WithBlock())
	if err != nil {
		log.Fatal(err)
	}
	return connection
}

func sleep(seconds float64) {
	time.Sleep(time.Duration(seconds * float64(time.Second)))
}

func number(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		log.Fatalf("%q is not a number", text)
	}
	return value
}
