using DigitLab.Data;

namespace DigitLab.Benchmarks;

/// <summary>Rendered pictures of one sign each, of a series that nothing was trained on: digits, and what is none.</summary>
internal static class ReadSigns
{
    private const ulong Seed = 2026;
    private const long First = 1L << 42;   // behind what is learned from and what chooses

    internal static void Run(DigitRecognizer recognizer, DigitDataset test, int count)
    {
        Console.WriteLine();
        Console.WriteLine($"{count:N0} rendered pictures of each kind");
        int right = 0, refused = 0;
        Parallel.For(0, count, i =>
        {
            SignPicture sign = SignPictures.Digit(Seed, First + i, test);
            Prediction? prediction = recognizer.TryRecognize(sign.Picture);
            Interlocked.Add(ref right, prediction?.Digit == sign.Label ? 1 : 0);
            Interlocked.Add(ref refused, prediction?.IsDigit == true ? 0 : 1);
        });
        Console.WriteLine($"  {"digit",-10} {ReadDigits.Percent(right, count)} right, {ReadDigits.Percent(refused, count)} refused");
        foreach (OtherSign kind in Enum.GetValues<OtherSign>())
        {
            refused = 0;
            Parallel.For(0, count, i => Interlocked.Add(
                ref refused, recognizer.TryRecognize(SignPictures.Other(kind, Seed, First + i, test))?.IsDigit == true ? 0 : 1));
            Console.WriteLine($"  {kind.ToString().ToLowerInvariant(),-10} {ReadDigits.Percent(refused, count)} refused");
        }
    }
}
