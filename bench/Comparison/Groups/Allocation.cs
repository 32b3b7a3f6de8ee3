namespace Comparison.Groups;

/// <summary>What a unary call may allocate at each end, beyond the messages that the user sees.</summary>
internal static class Allocation
{
    public const double TargetBeyondMessages = 400;

    // One bench.Payload parsed by Google.Protobuf on a 64-bit .NET: the message (48), its name (a string), its body (a ByteString of 32 and an array).
    public const double OfServerMessage = 48 + 40 + 32 + 32;   // name of 7 characters, body of 8 bytes
    public const double OfClientMessage = 48 + 32 + 32 + 128; // name of 5 characters, body of 100 bytes
}
