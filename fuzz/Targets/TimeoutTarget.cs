using System.Numerics;
using System.Text.RegularExpressions;
using Fuzz.Models;
using Peregrine.Wire;

namespace Fuzz.Targets;

/// <summary>grpc-timeout: reading against its grammar, and what is written is read as not less and not much more.</summary>
internal sealed partial class TimeoutTarget : FuzzTarget
{
    private static readonly Dictionary<char, BigInteger> s_nanoseconds = new()
    {
        ['n'] = 1, ['u'] = 1000, ['m'] = 1_000_000, ['S'] = 1_000_000_000, ['M'] = 60_000_000_000, ['H'] = 3_600_000_000_000,
    };

    public override string Name => "timeout";

    public override int MaxLength => 12;

    public override IReadOnlyList<byte[]> Tokens => Words("99999999", "1", "0", "H", "M", "S", "m", "u", "n", "-1", "+");

    public override void Run(byte[] input, Features features)
    {
        var text = NaiveField.Text(input);
        var isValid = TimeoutValue.TryParse(input, out var timeout);
        features.Hit(1, isValid ? input[^1] : 0, input.Length);
        Check.That(isValid == Grammar().IsMatch(text), $"'{text}' is a timeout: {isValid}");
        if (isValid)
        {
            var nanoseconds = BigInteger.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture) * s_nanoseconds[text[^1]];
            var ticks = (nanoseconds + 99) / 100;
            Check.That(timeout.Ticks == ticks, $"'{text}' is {timeout.Ticks} ticks, expected {ticks}");
        }

        var choices = new Choices(input);
        Write(new TimeSpan((long)(((ulong)choices.UInt32() << 32) | choices.UInt32()) >> choices.Below(64)), features);
    }

    private static void Write(TimeSpan timeout, Features features)
    {
        var text = new byte[TimeoutValue.MaxLength];
        var length = TimeoutValue.Format(timeout, text);
        Check.That(TimeoutValue.TryParse(text.AsSpan(0, length), out var back), $"{timeout} was written as {NaiveField.Text(text.AsSpan(0, length))}");
        features.Hit(2, text[length - 1], length);
        var most = new TimeSpan(99_999_999 * TimeSpan.TicksPerHour);
        if (timeout > most) timeout = most;
        if (timeout <= TimeSpan.Zero) Check.That(back.Ticks == 1, $"{timeout} became {back}");
        else Check.That(back >= timeout && back.Ticks - timeout.Ticks <= timeout.Ticks / 1000, $"{timeout.Ticks} ticks became {back.Ticks}");
    }

    [GeneratedRegex(@"\A[0-9]{1,8}[HMSmun]\z")]
    private static partial Regex Grammar();
}
