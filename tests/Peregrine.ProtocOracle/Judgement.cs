using System.Reflection;

namespace Peregrine.ProtocOracle;

/// <summary>What was found about a pair of assemblies.</summary>
/// <param name="Messages">The message types of each file, by file.</param>
/// <param name="Differences">What differs.</param>
/// <param name="Refused">The classes whose descriptors the runtime refuses, of both alike, and why.</param>
public sealed record Judgement(
    IReadOnlyDictionary<string, MessageCount> Messages, IReadOnlyList<Difference> Differences, IReadOnlyDictionary<string, string> Refused)
{
    /// <summary>Compares all that there is to compare.</summary>
    /// <param name="protoc">Protoc's assembly.</param>
    /// <param name="ours">Ours.</param>
    /// <param name="files">The files whose messages are exchanged.</param>
    /// <param name="seeds">How many random messages of each type.</param>
    public static Judgement Of(Assembly protoc, Assembly ours, IReadOnlyCollection<string> files, int seeds)
    {
        var pair = new AssemblyPair(protoc, ours);
        var messages = new Dictionary<string, MessageCount>(StringComparer.Ordinal);
        var differences = new List<Difference>();
        differences.AddRange(pair.ApiDifferences().Select(static line => new Difference("", "public surface: " + line)));
        differences.AddRange(pair.RefusalDifferences().Select(static line => new Difference("", "refused by the runtime: " + line)));
        differences.AddRange(pair.DescriptorDifferences().Select(static file => new Difference(file, "the embedded descriptor")));
        foreach (var (theirs, our) in pair.Files.Where(file => files.Contains(file.Theirs.Name, StringComparer.Ordinal)))
        {
            var found = pair.Messages(theirs, our).Select(message => message.Differences(0, seeds)).ToArray();
            messages.Add(theirs.Name, new MessageCount(found.Length, found.Count(static one => one.Count == 0)));
            differences.AddRange(found.SelectMany(static one => one).Select(text => new Difference(theirs.Name, text)));
        }
        differences.AddRange(pair.ExtendedRuntimeMessages().SelectMany(message => message.Differences(0, seeds)).Select(static text => new Difference("", text)));
        return new Judgement(messages, differences, pair.Refused);
    }
}

/// <summary>How many message types there are, and how many of them do the same in both.</summary>
public readonly record struct MessageCount(int Total, int Equal);

/// <summary>Something that differs.</summary>
/// <param name="File">The file, or an empty name where that is not known.</param>
/// <param name="Text">What.</param>
public readonly record struct Difference(string File, string Text);
