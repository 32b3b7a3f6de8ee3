// Package interop is what the Go interop server and client share: flags, files, metadata keys.
package interop

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"os"
)

const (
	InitialKey  = "x-grpc-test-echo-initial"
	TrailingKey = "x-grpc-test-echo-trailing-bin"
)

// TLSFlags are the flags that both programs have.
type TLSFlags struct {
	Use             *bool
	CA, Certificate *string
	Key             *string
}

func AddTLSFlags(certificate, key string) TLSFlags {
	return TLSFlags{
		Use:         flag.Bool("use_tls", false, "TLS instead of plaintext"),
		CA:          flag.String("ca_file", ".peers/certs/ca.pem", "PEM file of the trusted authority"),
		Certificate: flag.String("cert_file", certificate, "PEM file of our own certificate"),
		Key:         flag.String("key_file", key, "PEM file of our own key"),
	}
}

func (f TLSFlags) Authorities() (*x509.CertPool, error) {
	pem, err := os.ReadFile(*f.CA)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("no certificate in " + *f.CA)
	}
	return pool, nil
}

func (f TLSFlags) OwnCertificates() ([]tls.Certificate, error) {
	if *f.Certificate == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(*f.Certificate, *f.Key)
	return []tls.Certificate{pair}, err
}
