using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Peregrine.ProtocOracle;

/// <summary>The same files compiled by protoc and by us.</summary>
public sealed class AssemblyPair
{
    private readonly Dictionary<string, FileDescriptor> _theirs;
    private readonly Dictionary<string, FileDescriptor> _ours;
    private readonly Dictionary<string, string> _theirRefused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ourRefused = new(StringComparer.Ordinal);
    private readonly KnownExtensions _theirExtensions;
    private readonly KnownExtensions _ourExtensions;

    /// <summary>Finds the descriptors in both.</summary>
    public AssemblyPair(Assembly protoc, Assembly ours)
    {
        Protoc = protoc;
        Ours = ours;
        _theirs = FilesOf(protoc, _theirRefused);
        _ours = FilesOf(ours, _ourRefused);
        _theirExtensions = new KnownExtensions(_theirs.Values);
        _ourExtensions = new KnownExtensions(_ours.Values);
    }

    /// <summary>Protoc's.</summary>
    public Assembly Protoc { get; }

    /// <summary>Ours.</summary>
    public Assembly Ours { get; }

    /// <summary>The files in both, by name.</summary>
    public IEnumerable<(FileDescriptor Theirs, FileDescriptor Ours)> Files => _theirs.Values.Where(file => _ours.ContainsKey(file.Name)).Select(file => (file, _ours[file.Name]));

    /// <summary>The classes whose descriptors the runtime refuses, of both alike, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Refused => _theirRefused;

    /// <summary>What the runtime refuses of one of them, or for another reason.</summary>
    public IEnumerable<string> RefusalDifferences() => _theirRefused.Except(_ourRefused).Select(static one => $"- {one.Key}: {one.Value}")
        .Concat(_ourRefused.Except(_theirRefused).Select(static one => $"+ {one.Key}: {one.Value}"));

    /// <summary>How the public surfaces differ: lines that only protoc's has, with a minus, and lines that only ours has, with a plus.</summary>
    public IEnumerable<string> ApiDifferences()
    {
        var services = Files.SelectMany(static pair => pair.Ours.Services).Select(static service => service.Name).ToHashSet(StringComparer.Ordinal);
        var theirs = PublicApi.Of(Protoc);
        var ours = PublicApi.Of(Ours, name => services.Contains(name[(name.LastIndexOf('.') + 1)..].TrimEnd('_')) && Protoc.GetType(name) is null);
        return theirs.Except(ours, StringComparer.Ordinal).Select(static line => "- " + line)
            .Concat(ours.Except(theirs, StringComparer.Ordinal).Select(static line => "+ " + line));
    }

    /// <summary>The names of files whose embedded descriptors differ.</summary>
    public IEnumerable<string> DescriptorDifferences() => _theirs.Keys.Union(_ours.Keys, StringComparer.Ordinal)
        .Where(name => !_theirs.TryGetValue(name, out var theirs) || !_ours.TryGetValue(name, out var ours) || !theirs.SerializedData.Equals(ours.SerializedData));

    /// <summary>All message types of a file; map entries are left out.</summary>
    public IEnumerable<MessagePair> Messages(FileDescriptor theirs, FileDescriptor ours) => Pairs(theirs.MessageTypes, ours.MessageTypes);

    /// <summary>The messages of the runtime that the files extend.</summary>
    public IEnumerable<MessagePair> ExtendedRuntimeMessages() => _theirExtensions.Extendees
        .Where(static type => type.ClrType.Assembly == typeof(IMessage).Assembly)
        .Select(type => Pair(type, type));

    // A file that the runtime refuses stands in the outcomes with the reason, and not among the files.
    private static Dictionary<string, FileDescriptor> FilesOf(Assembly assembly, Dictionary<string, string> refused)
    {
        var files = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(static type => type is { IsAbstract: true, IsSealed: true }))
        {
            if (type.GetProperty("Descriptor", typeof(FileDescriptor)) is not { } property)
                continue;
            try
            {
                var file = (FileDescriptor)property.GetValue(null)!;
                files.Add(file.Name, file);
            }
            catch (TargetInvocationException exception)
            {
                refused.Add(type.FullName!, exception.GetBaseException().Message);
            }
        }
        return files;
    }

    private IEnumerable<MessagePair> Pairs(IList<MessageDescriptor> theirs, IList<MessageDescriptor> ours) =>
        theirs.Zip(ours).Where(static pair => pair.First.ClrType is not null)
            .SelectMany(pair => Pairs(pair.First.NestedTypes, pair.Second.NestedTypes).Prepend(Pair(pair.First, pair.Second)));

    private MessagePair Pair(MessageDescriptor theirs, MessageDescriptor ours) => new(new(theirs, _theirExtensions), new(ours, _ourExtensions));
}
