using System.Globalization;

namespace Soak;

/// <summary>What a run is asked to do.</summary>
internal sealed record SoakArguments
{
    public const string Usage = "[MINUTES] [--seconds N] [--connections N] [--rate CALLS_PER_SECOND] [--life SECONDS] [--transport tcp|tls|unix] [--out DIRECTORY]";

    private static readonly string[] s_transports = ["tcp", "tls", "unix"];

    public TimeSpan Duration { get; private init; } = TimeSpan.FromMinutes(2);

    public int Connections { get; private init; } = 200;

    /// <summary>Over all connections together; the limit keeps the run from taking the whole machine.</summary>
    public int CallsPerSecond { get; private init; } = 300;

    /// <summary>How long a channel lives on average.</summary>
    public int LifeSeconds { get; private init; } = 40;

    /// <summary>The only address of the server that is used, by its place; null for all in turn.</summary>
    public int? Transport { get; private init; }

    /// <summary>Where soak.csv and soak.svg are written.</summary>
    public string Output { get; private init; } = Directory.GetCurrentDirectory();

    public static SoakArguments? Parse(string[] args)
    {
        var arguments = new SoakArguments();
        for (var i = 0; i < args.Length; i++)
        {
            if (i == 0 && int.TryParse(args[0], CultureInfo.InvariantCulture, out var minutes))
            {
                arguments = arguments with { Duration = TimeSpan.FromMinutes(minutes) };
                continue;
            }

            if (i + 1 == args.Length) return null;

            var value = args[++i];
            var known = args[i - 1] switch
            {
                "--seconds" => arguments with { Duration = TimeSpan.FromSeconds(Number(value)) },
                "--connections" => arguments with { Connections = Number(value) },
                "--rate" => arguments with { CallsPerSecond = Number(value) },
                "--life" => arguments with { LifeSeconds = Number(value) },
                "--transport" when Array.IndexOf(s_transports, value) is >= 0 and var at => arguments with { Transport = at },
                "--out" => arguments with { Output = value },
                _ => null,
            };
            if (known is null) return null;

            arguments = known;
        }

        return arguments;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
