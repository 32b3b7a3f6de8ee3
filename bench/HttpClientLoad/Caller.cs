using Measuring;

namespace HttpClientLoad;

/// <summary>One caller: calls again and again until the run is over, and times what the other load clients time.</summary>
internal sealed class Caller(BareConnection connection, LoadRun run, byte[] body, int messagesPerStream)
{
    private const string Name = "bench";

    private readonly MessagePace _pace = new(run, body.Length);

    public async Task UnaryAsync()
    {
        var request = new Payload(7, Name, body);
        var start = LoadRun.Now;
        while (!run.IsOver)
        {
            try
            {
                Check(await connection.UnaryAsync(request), request.Id);
            }
            catch (HttpRequestException failure)
            {
                RecordFailure(failure);
            }

            start = run.Record(start);
        }
    }

    public Task ServerStreamAsync()
    {
        var request = new Payload(messagesPerStream, Name, body);
        return StreamAsync(
            messagesPerStream,
            async receive =>
            {
                _pace.Start();
                var isWhole = await connection.ServerStreamAsync(request, receive, run.Ended);
                _pace.End();
                return isWhole;
            },
            (answer, _) =>
            {
                Check(answer, messagesPerStream);
                _pace.Count();
            });
    }

    public Task ClientStreamAsync() => StreamAsync(
        answers: 1,
        receive => connection.ClientStreamAsync(TimedRequests(), receive, run.Ended),
        (answer, _) =>
        {
            if (!run.IsOver) Check(answer, messagesPerStream);
        });

    public Task BidiAsync()
    {
        var starts = new long[messagesPerStream];
        return StreamAsync(
            messagesPerStream,
            receive => connection.BidiAsync(Requests(starts), receive, run.Ended),
            (answer, number) =>
            {
                Check(answer, number);
                run.Record(starts[number]);
            });
    }

    private async Task StreamAsync(int answers, Func<Action<Payload>, Task<bool>> call, Action<Payload, int> receive)
    {
        var received = 0;
        Action<Payload> count = answer => receive(answer, received++);
        while (!run.IsOver)
        {
            received = 0;
            try
            {
                if (!await call(count) || received != answers) RecordFailure(null);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                RecordFailure(failure);
            }
        }
    }

    /// <summary>The next one is taken when the one before has been written: what is timed is the write.</summary>
    private IEnumerable<Payload> TimedRequests()
    {
        var request = new Payload(0, Name, body);
        _pace.Start();
        for (var i = 0; i < messagesPerStream && !run.IsOver; i++)
        {
            yield return request;
            _pace.Count();
        }

        _pace.End();
    }

    private IEnumerable<Payload> Requests(long[] starts)
    {
        for (var i = 0; i < starts.Length && !run.IsOver; i++)
        {
            starts[i] = LoadRun.Now;
            yield return new(i, Name, body);
        }
    }

    private void Check(Payload? answer, int id)
    {
        if (answer is null || answer.Id != id || answer.Body.Length != body.Length) run.RecordError();
    }

    /// <summary>The end of the run cuts streams short; that is no error.</summary>
    private void RecordFailure(Exception? failure)
    {
        if (run.IsOver) return;
        if (run.RecordError() == 1) Console.Error.WriteLine($"First error: {failure?.Message ?? "the stream was cut short"}");
    }
}
