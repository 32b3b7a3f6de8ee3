using System.Text;
using Peregrine.TestKit.Violations;

namespace Peregrine.Http2.Tests;

public class ViolationTests
{
    // Not broken rules, but ways in which a peer ends a stream; tested with streams.
    private static readonly Violation[] Endings = [Violation.None, Violation.ResetByPeer, Violation.NotProcessedByPeer];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            var index = 0;
            foreach (var each in ViolationCases.All) data.Add(index++, each.ToString());
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_violation_is_answered_with_the_frame_that_the_RFC_names(int index, string name)
    {
        var (each, engine) = Run(index);
        var output = engine.TakeBytes();
        if (!each.IsAnsweredInFrames)
        {
            Assert.StartsWith(each.Answer, Encoding.Latin1.GetString(output), StringComparison.Ordinal);
            return;
        }
        var answers = FrameLog.Read(output).Where(frame => frame.Name is "GOAWAY" or "RST_STREAM").Select(frame => frame.ToString()).ToList();
        Assert.True(answers.Count > 0, $"{name}: no answer; events: {string.Join(", ", engine.Events)}");
        Assert.StartsWith(each.Answer, answers[^1], StringComparison.Ordinal);
        Assert.Contains(each.Text, answers[^1].StartsWith("GOAWAY", StringComparison.Ordinal) ? answers[^1] : each.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_violation_of_the_connection_breaks_it_and_one_of_a_stream_does_not(int index, string name)
    {
        var (each, engine) = Run(index);
        Assert.Equal(each.IsOfConnection, engine.Connection.IsBroken);
        var error = engine.Log.Errors[^1];
        Assert.True(error.Violation == each.Violation, $"{name} was reported as {error.Violation}: {error.Text}");
        Assert.Equal(Http2Initiator.Library, error.Initiator);
        Assert.Equal(engine.Connection.IsBroken, error.StreamId.IsConnection);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_text_of_an_error_says_what_was_wrong(int index, string name)
    {
        var (each, engine) = Run(index);
        foreach (var error in engine.Log.Errors.Where(error => error.Violation == each.Violation))
        {
            Assert.Contains(each.Text, error.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("{", error.Text, StringComparison.Ordinal);
            Assert.False(error.Text.Contains("unknown ", StringComparison.Ordinal) && error.Violation is not (Violation.PseudoFieldUnknown or Violation.TooManyEmptyFrames), name);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_violation_fed_byte_by_byte_has_the_same_answer(int index, string name)
    {
        var (each, whole) = Run(index);
        var bytewise = Start(each);
        bytewise.FeedsByteByByte = true;
        Play(each, bytewise);
        Assert.True(whole.Events.SequenceEqual(bytewise.Events), $"{name}: {string.Join(", ", bytewise.Events)}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_follows_the_end_of_a_connection(int index, string name)
    {
        var (_, engine) = Run(index);
        var end = engine.Events.FindIndex(line => line.StartsWith("connection error", StringComparison.Ordinal));
        Assert.True(end < 0 || end == engine.Events.Count - 1, $"{name}: {string.Join(", ", engine.Events)}");
    }

    [Fact]
    public void Every_violation_has_a_case()
    {
        var covered = ViolationCases.All.Select(each => each.Violation).Concat(Endings).ToHashSet();
        Assert.DoesNotContain(Enum.GetValues<Violation>(), violation => !covered.Contains(violation));
    }

    [Fact]
    public void Every_violation_has_a_consequence()
    {
        foreach (var violation in Enum.GetValues<Violation>().Where(violation => violation != Violation.None))
            Assert.NotEmpty(new Breach(violation).Describe(new(1)));
    }

    private static (ViolationCase Case, Engine Engine) Run(int index)
    {
        var each = ViolationCases.All.ElementAt(index);
        var engine = Start(each);
        Play(each, engine);
        return (each, engine);
    }

    private static Engine Answer(Engine engine)
    {
        var stream = engine.Stream(ViolationCase.BrokenStream);
        engine.Respond(stream, endStream: true);
        engine.Connection.Release(stream);
        return engine;
    }

    private static Engine Start(ViolationCase each)
    {
        var engine = new Engine(each.Role, each.Options).Start();
        if (!each.IsFresh) ShakeHands(each, engine);
        engine.Take();
        engine.Events.Clear();
        return engine;
    }

    private static void ShakeHands(ViolationCase each, Engine engine)
    {
        if (each.Role == Http2Role.Server)
        {
            engine.Receive(FrameScript.Client.Call(ViolationCase.HonestStream).SettingsAck());
            if (each.IsDrained) engine.Connection.FinishDrain();
            return;
        }
        engine.Receive(FrameScript.Server.SettingsAck());
        engine.Open();
        engine.Open();
    }

    private static void Play(ViolationCase each, Engine engine)
    {
        engine.Receive(each.Script);
        if (each.OnceAnswered is { } more) Answer(engine).Receive(more);
        if (each.Wait > TimeSpan.Zero) engine.Connection.Tick(engine.Now + (long)each.Wait.TotalMilliseconds);
    }
}
