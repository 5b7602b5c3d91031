namespace DigitLab.Data;

/// <summary>How one request for a file ended.</summary>
/// <param name="Problem">What went wrong, as part of a sentence; null if the mirror sent all it has.</param>
/// <param name="CanResume">Whether asking the same mirror again makes sense.</param>
internal readonly record struct TransferResult(string? Problem, bool CanResume)
{
    internal static TransferResult Complete => new(null, false);

    internal bool IsComplete => Problem is null;
}
