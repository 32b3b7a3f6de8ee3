using Comparison.Contestants;

namespace Comparison.Groups;

/// <summary>A server to be started, and the call that it answers first.</summary>
internal sealed record StartingProgram(string Name, EntrantKind Kind, string Program, string[] Arguments, string Method, byte[] Message) : Entrant(Name, Kind)
{
    /// <summary>Greet.HelloRequest { name: "World" } in its gRPC frame.</summary>
    public static readonly byte[] Hello = [0, 0, 0, 0, 7, 0x0a, 5, .. "World"u8];

    /// <summary>Compiled ahead of time, with everything it needs.</summary>
    public bool IsNative { get; init; }

    /// <summary>Of a .NET program all files beside it that are not for debugging, else of the one file or script.</summary>
    public long SizeBytes
    {
        get
        {
            var file = new FileInfo(Arguments.FirstOrDefault(Path.IsPathRooted) ?? Program);
            var isFolder = IsNative || File.Exists(file.FullName + ".dll");
            return isFolder ? file.Directory!.EnumerateFiles().Where(part => part.Extension is not (".pdb" or ".xml" or ".dbg")).Sum(part => part.Length) : file.Length;
        }
    }
}
