package main

import (
	"fmt"
	"log"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
)

// snapshot is the state of all counters at one moment of a run.
type snapshot struct {
	time      time.Time
	cpu       float64
	allocated uint64
	errors    uint64
	latency   histogram
}

func (s *snapshot) take(counted *tally) {
	s.time = time.Now()
	s.cpu = cpuSeconds()
	counted.latency.copyTo(&s.latency)
	s.errors = atomic.LoadUint64(&counted.errors)
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
