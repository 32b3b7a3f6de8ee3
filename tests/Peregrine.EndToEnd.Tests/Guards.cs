using System.Text.Json;

namespace Peregrine.EndToEnd.Tests;

/// <summary>bench/guards.json, which is copied beside the tests: what a figure was when it was last found good, and from where on it is worse.</summary>
internal static class Guards
{
    public static (double Recorded, double Limit) Find(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guards.json")));
        var guard = file.RootElement.GetProperty("guards").EnumerateArray().Single(guard => guard.GetProperty("name").GetString() == name);
        return (guard.GetProperty("recorded").GetDouble(), guard.GetProperty("limit").GetDouble());
    }
}
