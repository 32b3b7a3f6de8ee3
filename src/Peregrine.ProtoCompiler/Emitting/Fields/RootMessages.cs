using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// Messages that stubs of the same build send. A stub measures the message and writes it at once; the class of a message with parts
/// is told so, and need not measure its parts again.
/// </summary>
internal static class RootMessages
{
    /// <summary>The static member of the class that holds the message which the next call on this thread is to write.</summary>
    public const string Measured = "_measured";

    /// <summary>Whether the class has <see cref="Measured"/>.</summary>
    public static bool AreTold(MessageDescriptor message, EmitOptions options) =>
        options is { Services: not ServiceParts.None, MessagesElsewhere: false }
        && MessageSizes.HasParts(message)
        && message.File.Services.Any(service => service.Methods.Any(method => method.InputType == message || method.OutputType == message));
}
