// Go's HTTP/2 as a peer: a server that answers with 20 bytes, or a client that asks many times over one connection.
//
//	go-http2 -serve [-cert FILE -key FILE]   prints: listening on PORT
//	go-http2 -get URL [-count N]             exits 0 only if every answer is 200 with 20 bytes
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/h2c"
)

const body = "twenty bytes of text"

func main() {
	serving := flag.Bool("serve", false, "be the server")
	cert := flag.String("cert", "", "PEM file of the certificate; with it the server speaks TLS")
	key := flag.String("key", "", "PEM file of its key")
	url := flag.String("get", "", "be the client, and get this")
	count := flag.Int("count", 1, "how often")
	flag.Parse()

	var err error
	if *serving {
		err = serve(*cert, *key)
	} else {
		err = get(*url, *count)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(cert, key string) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if r.ProtoMajor != 2 {
			w.WriteHeader(http.StatusHTTPVersionNotSupported)
			return
		}
		io.WriteString(w, body)
	})
	fmt.Printf("listening on %d\n", listener.Addr().(*net.TCPAddr).Port)
	if cert != "" {
		return http.ServeTLS(listener, answer, cert, key)
	}
	return http.Serve(listener, h2c.NewHandler(answer, &http2.Server{}))
}

func get(url string, count int) error {
	client := &http.Client{Transport: &http2.Transport{
		AllowHTTP:       true,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		DialTLS: func(network, address string, config *tls.Config) (net.Conn, error) {
			if len(url) > 5 && url[:5] == "https" {
				return tls.Dial(network, address, config)
			}
			return net.Dial(network, address)
		},
	}}
	failures := make(chan error, count)
	var all sync.WaitGroup
	for i := 0; i < count; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			if err := getOnce(client, url); err != nil {
				failures <- err
			}
		}()
	}
	all.Wait()
	close(failures)
	return <-failures
}

func getOnce(client *http.Client, url string) error {
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != 200 || string(text) != body {
		return fmt.Errorf("status %d, %d bytes", response.StatusCode, len(text))
	}
	return nil
}
