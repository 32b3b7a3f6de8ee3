namespace Comparison.Contestants;

/// <summary>A contestant did not start, gave a wrong answer or died: the comparison has no value then.</summary>
internal sealed class ContestantException(string message) : Exception(message);
