using System.Text.Json;
using System.Text.Json.Serialization;
using Comparison.Measurements;

namespace Comparison.Reports;

/// <summary>Everything one run of the comparison found out; also the shape of its JSON.</summary>
/// <param name="BusyCores">How many cores something else kept at work before each group.</param>
internal sealed record Report(
    DateTimeOffset Date,
    string Command,
    Machine Machine,
    int Rounds,
    double Seconds,
    IReadOnlyDictionary<string, double> BusyCores,
    IReadOnlyList<ScenarioResult> Scenarios)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <exception cref="FormatException">The file is not a report.</exception>
    public static Report Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return JsonSerializer.Deserialize<Report>(stream, s_json) ?? throw new FormatException($"{file.Name} is empty.");
        }
        catch (JsonException failure)
        {
            throw new FormatException($"{file.Name} is not a report of bench/compare: {failure.Message}", failure);
        }
    }

    public void Write(FileInfo file)
    {
        file.Directory?.Create();
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(this, s_json) + "\n");
    }
}
