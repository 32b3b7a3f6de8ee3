namespace Http2.Judges.Tests;

/// <summary>nginx and haproxy: each answers by itself, or passes requests on over HTTP/2.</summary>
internal static class Gateways
{
    /// <summary>nginx; a request for / is passed to <paramref name="upstream"/> when there is one (grpc_pass is nginx's HTTP/2 client).</summary>
    public static Task<RunningProgram> NginxAsync(bool tls, int? upstream = null)
    {
        var program = Tools.Installed("nginx");
        var port = RunningProgram.FreePort();
        var answer = upstream is { } to ? $"grpc_pass grpc://127.0.0.1:{to};" : $"return 200 '{Tools.Body}';";
        var security = tls ? $"ssl_certificate {Tools.Certificate("server.pem")}; ssl_certificate_key {Tools.Certificate("server.key")};" : "";
        var file = Tools.TemporaryFile("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:{{port}} {{(tls ? "ssl http2" : "http2")}};
                    {{security}}
                    location / { {{answer}} }
                }
            }
            """);
        return RunningProgram.StartOnAsync(port, program, "-p", Path.GetDirectoryName(file)!, "-c", file);
    }

    /// <summary>haproxy; a request is passed to <paramref name="upstream"/> over HTTP/2 when there is one.</summary>
    public static Task<RunningProgram> HaproxyAsync(bool tls, int? upstream = null)
    {
        var program = Tools.Installed("haproxy");
        var port = RunningProgram.FreePort();
        var pem = tls ? Tools.TemporaryFile("both.pem", File.ReadAllText(Tools.Certificate("server.pem")) + File.ReadAllText(Tools.Certificate("server.key"))) : "";
        var answer = upstream is { } to
            ? $"server ours 127.0.0.1:{to} proto h2"
            : $"""http-request return status 200 content-type text/plain string "{Tools.Body}" """;
        var file = Tools.TemporaryFile("haproxy.cfg", $"""
            defaults
                mode http
                timeout connect 10s
                timeout client 60s
                timeout server 60s
            listen judge
                bind 127.0.0.1:{port} {(tls ? $"ssl crt {pem} alpn h2" : "proto h2")}
                {answer}

            """);
        return RunningProgram.StartOnAsync(port, program, "-db", "-f", file);
    }
}
