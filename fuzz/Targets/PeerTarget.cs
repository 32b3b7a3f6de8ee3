using Fuzz.Ends;
using Peregrine.Http2;

namespace Fuzz.Targets;

/// <summary>
/// One engine, a peer that keeps to no rule, and an owner that does anything at any moment. Every event is what the naive judge expects, windows and states are the judge's, what is
/// written is legal; and how the bytes are cut changes nothing.
/// </summary>
internal sealed class PeerTarget : FuzzTarget
{
    public override string Name => "peer";

    public override int MaxLength => 400;

    public override int Weight => 6;

    public override long MostAllocated => 256 * 1024 * 1024; // the judge and the checks copy all that is said, again and again

    public override void Run(byte[] input, Features features)
    {
        var whole = Play(input, features, isCut: false);
        if (input.Length == 0 || input[^1] % 4 != 0) return;
        var cut = Play(input, features, isCut: true);
        Check.That(whole == cut, "what an engine says depends on how its input is cut");
    }

    private static ulong? Play(byte[] input, Features features, bool isCut)
    {
        var choices = new Choices(input);
        var role = choices.OneIn(3) ? Http2Role.Client : Http2Role.Server;
        var end = new JudgedEnd(role == Http2Role.Server ? "server" : "client", role, AnyOptions.Hostile(choices), choices, features, isGentle: false);
        end.Start();
        if (choices.OneIn(24))
        {
            end.ReceiveUnjudged(choices.Bytes(200));
            end.Take();
            return null; // how much of a wrong start is quoted depends on how much of it was there
        }

        var script = new PeerScript(choices, end.Judge.State);
        var pending = new List<byte>();
        if (role == Http2Role.Server) end.ReceivePreface();
        if (!choices.OneIn(24)) pending.AddRange([.. script.Settings(), 0, 0, 0, 4, 1, 0, 0, 0, 0]);
        var step = 0;
        Func<int>? part = isCut ? () => 1 + (step++ * 7 % 23) : null;
        while (!choices.IsEmpty)
        {
            Step(end, choices, script, pending, part);
            end.CheckState();
        }

        end.Receive([.. pending], part);
        end.Take();
        if (!end.IsDown) end.Written.CheckWhole();
        return end.Trace.Hash;
    }

    private static void Step(JudgedEnd end, Choices choices, PeerScript script, List<byte> pending, Func<int>? part)
    {
        switch (choices.Below(12))
        {
            case < 6:
                pending.AddRange(script.Next());
                if (choices.OneIn(3)) return; // several frames at once
                Deliver(end, choices, pending, part);
                break;
            case < 9:
                end.Owner.Step();
                break;
            case 9:
                end.Take(isFlushed: !choices.OneIn(4));
                break;
            case 10:
                end.Connection.OutputTaken();
                break;
            default:
                Rare(end, choices);
                break;
        }
    }

    private static void Deliver(JudgedEnd end, Choices choices, List<byte> pending, Func<int>? part)
    {
        var count = choices.OneIn(8) ? choices.Size(pending.Count) : pending.Count;
        byte[] bytes = [.. pending[..count]];
        pending.RemoveRange(0, count);
        end.Receive(bytes, part);
    }

    private static void Rare(JudgedEnd end, Choices choices)
    {
        switch (choices.Below(8))
        {
            case 0:
                end.Connection.BeginDrain();
                break;
            case 1:
                if (end.IsServer && !end.IsDown) end.Judge.Acts.Drained();
                end.Connection.FinishDrain();
                break;
            case 2:
                end.Connection.SendPing(7);
                break;
            case 3 or 4:
                end.Now += choices.Of(100, 1000, 6000, 20_000);
                break;
            case 5:
                end.Abort();
                break;
            case 6:
                end.Tick();
                break;
            default:
                end.Owner.Crowd();
                break;
        }
    }
}
