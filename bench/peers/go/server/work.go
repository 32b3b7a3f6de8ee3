package main

import (
	"context"
	"fmt"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"bench"

	"google.golang.org/grpc"
)

const threadCPUClock = 3 // CLOCK_THREAD_CPUTIME_ID of clock_gettime(2)

// burn uses that much CPU time: time that the thread runs, not time that passes.
func burn(work time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := threadTime()
	for readings := 1; ; readings++ {
		// What reading the clock costs belongs to the work; see CpuBurner.cs.
		passed := float64(threadTime() - start)
		if passed+1.5*passed/float64(readings) >= float64(work) {
			return
		}
	}
}

func threadTime() time.Duration {
	var now syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, threadCPUClock, uintptr(unsafe.Pointer(&now)), 0)
	return time.Duration(now.Nano())
}

// manyMethods is a service of as many methods as wanted, /bench.Many/M0, M1, ...: each returns its request.
func manyMethods(count int) *grpc.ServiceDesc {
	service := &grpc.ServiceDesc{ServiceName: "bench.Many", HandlerType: (*interface{})(nil)}
	for i := 0; i < count; i++ {
		service.Methods = append(service.Methods, grpc.MethodDesc{MethodName: fmt.Sprintf("M%d", i), Handler: echo})
	}
	return service
}

func echo(_ interface{}, _ context.Context, decode func(interface{}) error, _ grpc.UnaryServerInterceptor) (interface{}, error) {
	request := new(bench.Payload)
	return request, decode(request)
}
