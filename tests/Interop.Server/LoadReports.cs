using Google.Protobuf;
using Grpc.Testing;
using Peregrine;
using Xds.Data.Orca.V3;
using Xds.Service.Orca.V3;

namespace Interop.Server;

/// <summary>Load reports as callers ask for them (gRFC A51): in the trailers of one call, or beside all calls.</summary>
internal sealed class LoadReports : OpenRcaService.OpenRcaServiceBase
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(10); // real servers insist on 30 s

    private readonly SemaphoreSlim _owner = new(1);
    private volatile OrcaLoadReport _published = new();

    public override async Task StreamCoreMetrics(OrcaLoadReportRequest request, IServerStreamWriter<OrcaLoadReport> responseStream, ServerCallContext context)
    {
        var asked = request.ReportInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(30);
        var interval = asked < s_shortest ? s_shortest : asked;
        while (true)
        {
            await responseStream.WriteAsync(_published, context.CancellationToken);
            await Task.Delay(interval, context.CancellationToken);
        }
    }

    /// <summary>Puts the report into the trailers of a call.</summary>
    public static void Attach(TestOrcaReport report, ServerCallContext context) => context.ResponseTrailers.Add(InteropNames.LoadReport, Translate(report).ToByteArray());

    /// <summary>Publishes a report. The stream that publishes first keeps others waiting until it has ended, so that tests do not mix.</summary>
    public async Task<IDisposable> PublishAsync(TestOrcaReport report, IDisposable? ownership, CancellationToken cancellation)
    {
        if (ownership is null) await _owner.WaitAsync(cancellation);
        _published = Translate(report);
        return ownership ?? new Ownership(this);
    }

    private static OrcaLoadReport Translate(TestOrcaReport report) => new()
    {
        CpuUtilization = report.CpuUtilization,
        MemUtilization = report.MemoryUtilization,
        RequestCost = { report.RequestCost },
        Utilization = { report.Utilization },
    };

    private sealed class Ownership(LoadReports reports) : IDisposable
    {
        public void Dispose()
        {
            reports._published = new();
            reports._owner.Release();
        }
    }
}
