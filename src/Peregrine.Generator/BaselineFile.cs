using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Contracts;

namespace Peregrine.Generator;

/// <summary>A baseline as the build hands it over: in base64, because the compiler takes texts only.</summary>
/// <param name="Path">The full path of the baseline itself, with forward slashes.</param>
/// <param name="Text">The base64; empty if it cannot be read.</param>
internal sealed record BaselineFile(string Path, string Text)
{
    // Keyed by the string object: it is the same one until the baseline changes.
    private static readonly ConditionalWeakTable<string, Reading> Readings = new();

    /// <summary>Reads an additional file; null if it is no baseline.</summary>
    public static BaselineFile? From(AdditionalText file, ItemList items, CancellationToken cancellationToken) =>
        items.Find(file) is { Kind: "Baseline" } item ? new BaselineFile(ImportPath.Normalize(item.Baseline), file.GetText(cancellationToken)?.ToString() ?? "") : null;

    /// <summary>The baseline; null, and why, if it is none.</summary>
    public Baseline? Read(out string error)
    {
        var reading = Readings.GetValue(Text, static text => new Reading(text));
        error = reading.Error;
        return reading.Baseline;
    }

    private sealed class Reading
    {
        public Reading(string text)
        {
            try
            {
                Baseline = Baseline.Read(Convert.FromBase64String(text), out var error);
                Error = error;
            }
            catch (FormatException)
            {
                Error = "Its copy below obj is damaged; build again after dotnet clean.";
            }
        }

        public Baseline? Baseline { get; }

        public string Error { get; }
    }
}
