using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Peregrine.ProtocOracle;

/// <summary>The extensions that some files declare, by the message they extend.</summary>
public sealed class KnownExtensions
{
    private readonly ILookup<string, FieldDescriptor> _byExtendee;

    /// <summary>Finds those of <paramref name="files"/>, nested ones included.</summary>
    public KnownExtensions(IEnumerable<FileDescriptor> files)
    {
        var all = files
            .SelectMany(static file => file.Extensions.UnorderedExtensions.Concat(file.MessageTypes.SelectMany(Nested)))
            .OrderBy(static extension => extension.FieldNumber)
            .ToArray();
        _byExtendee = all.ToLookup(static extension => extension.ExtendeeType.FullName, StringComparer.Ordinal);
        Registry = [.. all.Select(static extension => extension.Extension)];
    }

    /// <summary>What a parser needs to read them.</summary>
    public ExtensionRegistry Registry { get; }

    /// <summary>The messages that are extended.</summary>
    public IEnumerable<MessageDescriptor> Extendees => _byExtendee.Select(static group => group.First().ExtendeeType);

    /// <summary>The extensions of a message, by number.</summary>
    public IEnumerable<FieldDescriptor> Of(MessageDescriptor type) => _byExtendee[type.FullName];

    private static IEnumerable<FieldDescriptor> Nested(MessageDescriptor type) =>
        type.Extensions.UnorderedExtensions.Concat(type.NestedTypes.SelectMany(Nested));
}
