namespace Measuring;

/// <summary>
/// What bench/compare asks a running server on its standard input, a line each: <c>allocated</c> is answered by <c>allocated=BYTES</c>, all bytes that the process has allocated so far;
/// <c>collect</c> by <c>live=BYTES</c>, what is left after a full collection, of which the free memory has gone back to the system.
/// </summary>
public static class ServerQuestions
{
    /// <summary>Answers until the input ends, on a thread of its own.</summary>
    public static void AnswerInBackground() => new Thread(Answer) { IsBackground = true, Name = "questions" }.Start();

    private static void Answer()
    {
        while (Console.In.ReadLine() is { } question)
        {
            switch (question)
            {
                case "allocated":
                    Console.WriteLine($"allocated={GC.GetTotalAllocatedBytes(precise: true)}");
                    break;
                case "collect":
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    Console.WriteLine($"live={GC.GetTotalMemory(forceFullCollection: false)}");
                    break;
                default:
                    Console.WriteLine($"unknown={question}");
                    break;
            }
        }
    }
}
