using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Peregrine.ProtocOracle;

/// <summary>
/// Compares two compiled assemblies in a load context of their own, which has its own copy of the runtime too: caches of the runtime keep
/// nothing alive, and all memory comes back.
/// </summary>
public static class IsolatedJudge
{
    /// <summary>What was found about a pair of assemblies.</summary>
    /// <param name="Messages">How many message types each file has, and how many of them do the same in both, by file.</param>
    /// <param name="Differences">What differs, with the file, or an empty name where that is not known.</param>
    /// <param name="Refused">The classes whose descriptors the runtime refuses, of both alike, and why.</param>
    public sealed record Judgement(IReadOnlyDictionary<string, (int Total, int Equal)> Messages, IReadOnlyList<(string File, string Text)> Differences, IReadOnlyDictionary<string, string> Refused);

    /// <summary>Compares.</summary>
    /// <param name="protoc">The image of protoc's assembly.</param>
    /// <param name="ours">The image of ours.</param>
    /// <param name="files">The files whose messages are exchanged.</param>
    /// <param name="seeds">How many random messages of each type.</param>
    public static Judgement Judge(byte[] protoc, byte[] ours, IReadOnlyCollection<string> files, int seeds)
    {
        var context = new Context();
        try
        {
            var inside = context.LoadFromAssemblyPath(typeof(IsolatedJudge).Assembly.Location).GetType(typeof(IsolatedJudge).FullName!)!;
            var arguments = new object[] { Load(context, protoc), Load(context, ours), files.ToArray(), seeds };
            var lines = (string[][])inside.GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, arguments)!;
            return new Judgement(
                lines.Where(static line => line[0] == "messages").ToDictionary(static line => line[1], static line => (Number(line[2]), Number(line[3])), StringComparer.Ordinal),
                [.. lines.Where(static line => line[0] == "difference").Select(static line => (line[1], line[2]))],
                lines.Where(static line => line[0] == "refused").ToDictionary(static line => line[1], static line => line[2], StringComparer.Ordinal));
        }
        finally
        {
            context.Unload();
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Assembly Load(Context context, byte[] image)
    {
        using var stream = new MemoryStream(image);
        return context.LoadFromStream(stream);
    }

    // Runs inside the context, so it may give out nothing but types that both sides share.
    private static string[][] Compare(Assembly protoc, Assembly ours, string[] files, int seeds)
    {
        var pair = new AssemblyPair(protoc, ours);
        var lines = new List<string[]>();
        lines.AddRange(pair.ApiDifferences().Select(static line => (string[])["difference", "", "public API: " + line]));
        lines.AddRange(pair.RefusalDifferences().Select(static line => (string[])["difference", "", "refused by the runtime: " + line]));
        lines.AddRange(pair.Refused.Select(static one => (string[])["refused", one.Key, one.Value]));
        lines.AddRange(pair.DescriptorDifferences().Select(static file => (string[])["difference", file, "the embedded descriptor differs"]));
        foreach (var (theirs, our) in pair.Files.Where(file => files.Contains(file.Theirs.Name, StringComparer.Ordinal)))
        {
            var differences = pair.Messages(theirs, our).Select(message => message.Differences(0, seeds)).ToArray();
            lines.Add(["messages", theirs.Name, $"{differences.Length}", $"{differences.Count(static found => found.Count == 0)}"]);
            lines.AddRange(differences.SelectMany(static found => found).Select(text => (string[])["difference", theirs.Name, text]));
        }
        lines.AddRange(pair.ExtendedRuntimeMessages().SelectMany(message => message.Differences(0, seeds)).Select(static text => (string[])["difference", "", text]));
        return [.. lines];
    }

    private sealed class Context() : AssemblyLoadContext("judge", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name is "Google.Protobuf"
            ? LoadFromAssemblyPath(typeof(Google.Protobuf.IMessage).Assembly.Location)
            : null;
    }
}
