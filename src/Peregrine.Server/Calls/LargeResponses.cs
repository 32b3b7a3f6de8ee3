using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Server.Calls;

/// <summary>The large responses of one connection take turns to be serialized: what one of them leaves unsent is counted before the next begins.</summary>
internal sealed class LargeResponses(ConnectionDriver driver) : ILargeMessageTurn
{
    public bool TryTake()
    {
        using (driver.Enter())
        {
            if (driver.Backlog.IsOver_NeedsLock) return false;

            driver.Backlog.BeginSerializing_NeedsLock();
            return true;
        }
    }

    public void Return()
    {
        using (driver.Enter()) driver.Backlog.EndSerializing_NeedsLock(0);
    }
}
