using Google.Protobuf;

namespace MessageCode.Shapes;

/// <summary>A filled message: what each contestant's class of that type is made to hold.</summary>
/// <param name="Name">The shape, for the table.</param>
/// <param name="Message">The content.</param>
internal sealed record Sample(string Name, IMessage Message)
{
    /// <summary>The type as the <c>.proto</c> names it.</summary>
    public string Type => Message.Descriptor.FullName;

    public byte[] Bytes { get; } = Message.ToByteArray();
}
