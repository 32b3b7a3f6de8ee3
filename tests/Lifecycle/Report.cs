namespace Lifecycle;

/// <summary>The results of the stories, a line each, and their counts.</summary>
internal sealed class Report
{
    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>Runs a story; what it returns is its figures.</summary>
    public async Task TellAsync(string name, Func<Task<string>> story)
    {
        try
        {
            var figures = await story();
            _passed++;
            Console.WriteLine($"PASS {name}: {figures}");
        }
        catch (SkippedException skipped)
        {
            _skipped++;
            Console.WriteLine($"SKIP {name}: {skipped.Message}");
        }
#pragma warning disable CA1031 // any failure is the story's
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failed++;
            Console.WriteLine($"FAIL {name}: {error}");
        }
    }

    /// <summary>Prints the counts; whether nothing failed.</summary>
    public bool Finish()
    {
        Console.WriteLine($"\n{_passed} passed, {_failed} failed, {_skipped} skipped");
        return _failed == 0;
    }

    public static void Ensure(bool isSo, string otherwise)
    {
        if (!isSo) throw new InvalidDataException(otherwise);
    }
}

/// <summary>The story cannot be told here.</summary>
internal sealed class SkippedException(string reason) : Exception(reason);
