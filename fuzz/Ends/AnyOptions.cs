using Peregrine.Http2;

namespace Fuzz.Ends;

/// <summary>Options of an engine, mostly small, so that limits are reached.</summary>
internal static class AnyOptions
{
    public static Http2ConnectionOptions Hostile(Choices choices) => new()
    {
        MaxConcurrentStreams = choices.Of(100, 1, 3, 8, 0),
        InitialStreamWindow = choices.Of(1_048_576, 0, 100, 65_535, 20_000),
        ConnectionWindow = choices.Of(4_194_304, 65_535, 100_000),
        MaxWindow = 0, // those of the judge do not grow
        MaxFrameSize = choices.Of(16_384, 16_384, 40_000),
        MaxHeaderListSize = choices.Of(16_384, 300, 100_000),
        MaxHeaderFields = choices.Of(128, 4, 8),
        HeaderTableSize = choices.Of(4096, 0, 100),
        MaxHeaderBlockSize = choices.Of(32_768, 200, 100_000),
        MaxContinuations = choices.Of(8, 1, 2),
        MaxSettingsPerFrame = choices.Of(32, 2),
        AllowSurroundingSpace = choices.OneIn(2),
        MaxOutput = choices.Of(262_144, 1, 5000),
        AbuseBurst = choices.Of(1_000_000, 1_000_000, 200, 4),
    };

    public static Http2ConnectionOptions Gentle(Choices choices) => new()
    {
        MaxConcurrentStreams = choices.Of(100, 1, 3, 8),
        InitialStreamWindow = choices.Of(1_048_576, 1, 100, 65_535, 20_000),
        ConnectionWindow = choices.Of(4_194_304, 65_535, 100_000),
        MaxWindow = 0, // those of the judge do not grow
        MaxFrameSize = choices.Of(16_384, 40_000),
        MaxHeaderListSize = 1_000_000,
        MaxHeaderBlockSize = 1_000_000,
        HeaderTableSize = choices.Of(4096, 0, 100, 70),
        MaxOutput = choices.Of(262_144, 1, 5000),
        AbuseBurst = 1_000_000,
    };
}
