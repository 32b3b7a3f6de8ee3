using System.Globalization;

namespace Soak;

/// <summary>One line of the CSV file: both processes at one moment.</summary>
internal readonly record struct Sample(double Seconds, int Connections, long Opened, long Calls, long Errors, Footprint Client, Footprint Server)
{
    public const string Header = "seconds,connections,connections_opened,calls,errors,client_rss,client_heap,client_handles,client_threads,server_rss,server_heap,server_handles,server_threads";

    public static Sample Parse(string line)
    {
        var parts = line.Split(',');
        var c = CultureInfo.InvariantCulture;
        return new(double.Parse(parts[0], c), int.Parse(parts[1], c), long.Parse(parts[2], c), long.Parse(parts[3], c), long.Parse(parts[4], c), Footprint.Parse(string.Join(',', parts[5..9])), Footprint.Parse(string.Join(',', parts[9..13])));
    }

    public static List<Sample> ReadAll(string file) => [.. File.ReadLines(file).Skip(1).Select(Parse)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0},{Connections},{Opened},{Calls},{Errors},{Client},{Server}");
}
