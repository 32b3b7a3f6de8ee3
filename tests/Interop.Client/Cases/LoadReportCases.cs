using Google.Protobuf.WellKnownTypes;
using Grpc.Testing;
using Peregrine;
using Xds.Data.Orca.V3;
using Xds.Service.Orca.V3;

namespace Interop.Client.Cases;

/// <summary>Load reports (gRFC A51), as a balancer receives them: read here where they arrive.</summary>
internal static class LoadReportCases
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task PerRpc(InteropPeer peer)
    {
        var wanted = new TestOrcaReport { CpuUtilization = 0.8210, MemoryUtilization = 0.5847, RequestCost = { ["cost"] = 3456.32 }, Utilization = { ["util"] = 0.30499 } };
        using var call = peer.Test.UnaryCallAsync(new SimpleRequest { OrcaPerQueryReport = wanted });
        await call;
        var bytes = call.GetTrailers().GetValueBytes(InteropNames.LoadReport) ?? throw new CaseFailedException($"no {InteropNames.LoadReport} in the trailers");
        Expect.Equal(Translate(wanted), OrcaLoadReport.Parser.ParseFrom(bytes), "load report");
    }

    public static async Task OutOfBand(InteropPeer peer)
    {
        using var end = new CancellationTokenSource(s_patience);
        using var reports = peer.LoadReports.StreamCoreMetrics(new OrcaLoadReportRequest { ReportInterval = s_interval.ToDuration() }, cancellationToken: end.Token);
        using var call = peer.Test.FullDuplexCall();
        await PublishAndFindAsync(new() { CpuUtilization = 0.8210, MemoryUtilization = 0.5847, Utilization = { ["util"] = 0.30499 } });
        await PublishAndFindAsync(new() { CpuUtilization = 0.29309, MemoryUtilization = 0.2, Utilization = { ["util"] = 0.2039 } });
        await call.RequestStream.CompleteAsync();
        await Expect.EndAsync(call.ResponseStream);

        async Task PublishAndFindAsync(TestOrcaReport report)
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { OrcaOobReport = report, ResponseParameters = { new ResponseParameters { Size = 1 } } });
            await Expect.ResponseAsync(call.ResponseStream, 1);
            var wanted = Translate(report);
            while (await reports.ResponseStream.MoveNext())
            {
                if (reports.ResponseStream.Current.Equals(wanted)) return;
            }
            throw new CaseFailedException($"the reports ended before {wanted} came");
        }
    }

    private static OrcaLoadReport Translate(TestOrcaReport report) => new()
    {
        CpuUtilization = report.CpuUtilization,
        MemUtilization = report.MemoryUtilization,
        RequestCost = { report.RequestCost },
        Utilization = { report.Utilization },
    };
}
