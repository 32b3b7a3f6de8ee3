using System.Text.Json;
using Comparison.Measurements;

namespace Comparison.Reports;

/// <summary>Everything one run of the comparison found out; also the shape of its JSON.</summary>
internal sealed record Report(DateTimeOffset Date, string Command, Machine Machine, int Rounds, double Seconds, IReadOnlyList<ScenarioResult> Scenarios)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public void WriteJson(FileInfo file)
    {
        file.Directory?.Create();
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(this, Json) + "\n");
    }
}
