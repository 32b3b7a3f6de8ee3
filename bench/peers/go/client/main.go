// grpc-go as a contestant.
// Usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]
package main

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"bench"

	"google.golang.org/grpc"
)

type snapshot struct {
	time      time.Time
	cpu       float64
	allocated uint64
	errors    uint64
	latency   histogram
}

func main() {
	kinds := map[string]func(*caller){"unary": (*caller).unary, "serverstream": (*caller).serverStream, "bidi": (*caller).bidi}
	if len(os.Args) < 7 || kinds[os.Args[6]] == nil {
		fmt.Fprintln(os.Stderr, "usage: client ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]")
		os.Exit(2)
	}
	run := kinds[os.Args[6]]
	address := os.Args[1]
	if at := strings.Index(address, "://"); at >= 0 {
		address = address[at+3:]
	}
	warmup := 1.0
	if len(os.Args) > 8 {
		warmup = number(os.Args[8])
	}
	messages := 1000
	if len(os.Args) > 7 {
		messages = int(number(os.Args[7]))
	}

	for i := 0; i < int(number(os.Args[2])); i++ {
		connection, err := grpc.Dial(address, grpc.WithInsecure(), grpc.WithBlock())
		if err != nil {
			log.Fatal(err)
		}
		client := bench.NewBenchClient(connection)
		for j := 0; j < int(number(os.Args[3])); j++ {
			go run(&caller{client: client, body: make([]byte, int(number(os.Args[5]))), messages: messages})
		}
	}

	sleep(warmup)
	var before, after snapshot
	before.take()
	sleep(number(os.Args[4]))
	after.take()
	unit := "messages"
	if os.Args[6] == "unary" {
		unit = "calls"
	}
	report(&before, &after, unit)
}

func (s *snapshot) take() {
	s.time = time.Now()
	s.cpu = cpuSeconds()
	latency.copyTo(&s.latency)
	s.errors = atomic.LoadUint64(&errors)
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	s.allocated = memory.TotalAlloc
}

func report(before, after *snapshot, unit string) {
	h := &after.latency
	h.subtract(&before.latency)
	count := float64(h.total())
	fmt.Printf("%s_per_s=%.0f p50_us=%.1f p90_us=%.1f p99_us=%.1f p999_us=%.1f cpu_s_per_1k=%.6f alloc_bytes_per_call=%.0f errors=%d\n",
		unit, count/after.time.Sub(before.time).Seconds(),
		h.quantileMicroseconds(0.5), h.quantileMicroseconds(0.9), h.quantileMicroseconds(0.99), h.quantileMicroseconds(0.999),
		(after.cpu-before.cpu)/count*1000, float64(after.allocated-before.allocated)/count, after.errors-before.errors)
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
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
