using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Waits for what another process is to do.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Looks again and again until it is there.</summary>
    internal static void For(Func<bool> isThere, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!isThere())
        {
            Assert.True(clock.Elapsed < Patience, $"Waited in vain for {what}.");
            Thread.Sleep(20);
        }
    }
}
