using Peregrine.Messages;

namespace Peregrine.Connections;

/// <summary>What bytes that are no message mean for the call.</summary>
internal static class ReadFault
{
    public static Status Describe(ReadState state, uint length, MessageReadOptions options, int received) => state switch
    {
        ReadState.TooLarge => MessageFault.TooLarge(options, length),
        ReadState.Truncated => MessageFault.Truncated(options, received),
        _ => MessageFault.BadFlag(options),
    };

    public static bool IsFault(this ReadState state) => state is ReadState.TooLarge or ReadState.BadFlag or ReadState.Truncated;
}
