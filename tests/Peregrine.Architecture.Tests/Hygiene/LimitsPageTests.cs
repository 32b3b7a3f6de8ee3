using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Peregrine.Http2;

namespace Peregrine.Architecture.Tests.Hygiene;

/// <summary>The page of limits tells all of them, with the defaults that are in force.</summary>
public sealed partial class LimitsPageTests
{
    private const string Page = "docs/limits.md";

    [Theory]
    [InlineData(typeof(GrpcServerOptions))]
    [InlineData(typeof(GrpcChannelOptions))]
    [InlineData(typeof(Http2ConnectionOptions))]
    public void Each_limit_is_on_the_page_with_its_default(Type type)
    {
        var options = Activator.CreateInstance(type);
        var section = Repository.Read(Page).Split("\n## ").Single(section => section.StartsWith($"`{type.Name}`\n", StringComparison.Ordinal));
        var told = Row().Matches(section).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

        var real = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => IsLimit(property.PropertyType)).ToDictionary(property => property.Name, property => Text(property.GetValue(options)));

        Assert.Equal(real.OrderBy(limit => limit.Key, StringComparer.Ordinal), told.OrderBy(limit => limit.Key, StringComparer.Ordinal));
    }

    private static bool IsLimit(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? IsLimit(inner) : type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan);

    private static string Text(object? value) => value switch
    {
        null => "none",
        TimeSpan time when time == Timeout.InfiniteTimeSpan => "none",
        TimeSpan time when time < TimeSpan.FromSeconds(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds} ms"),
        TimeSpan time when time > TimeSpan.FromMinutes(2) && time.Ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes} min"),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s"),
        _ => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };

    private static string Number(long value) => value switch
    {
        > 0 when value % (1024 * 1024) == 0 => string.Create(CultureInfo.InvariantCulture, $"{value / (1024 * 1024)} MiB"),
        > 0 when value % 1024 == 0 => string.Create(CultureInfo.InvariantCulture, $"{value / 1024} KiB"),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' '),
    };

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
