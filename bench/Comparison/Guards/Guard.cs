using System.Text.Encodings.Web;
using System.Text.Json;
using Comparison.Contestants;

namespace Comparison.Guards;

/// <summary>A figure that must not get worse.</summary>
/// <param name="Recorded">What it was when it was last found good.</param>
/// <param name="Limit">More than this is worse: what noise does not reach.</param>
internal sealed record Guard(string Name, double Recorded, double Limit);

/// <summary>bench/guards.json. The suite of Peregrine.EndToEnd.Tests reads its part of it, too.</summary>
internal sealed record GuardFile(IReadOnlyList<Guard> Guards)
{
    private static readonly string s_path = Path.Combine(Repository.Root, "bench", "guards.json");

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names are for people, and no browser reads the file
    };

    public static GuardFile Read() => JsonSerializer.Deserialize<GuardFile>(File.ReadAllText(s_path), s_json) ?? throw new FormatException($"{s_path} is empty.");

    public Guard? Find(string name) => Guards.FirstOrDefault(guard => guard.Name == name);

    /// <summary>Puts a new value in the place of the recorded one, or adds it.</summary>
    public GuardFile With(Guard guard) => new([.. Guards.Where(other => other.Name != guard.Name), guard]);

    public void Write() => File.WriteAllText(s_path, JsonSerializer.Serialize(this, s_json) + "\n");
}
