using System.Diagnostics;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Reads one damaged file after the other, and sees that each is read or refused in one sentence, soon, and within its memory.</summary>
/// <param name="format">The files' format.</param>
internal sealed class Fuzzer(FuzzedFormat format)
{
    private const int Measurements = 5;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(1);   // of the processor's time
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private byte[] _input = [];
    private long _started;
    private long _seen;
    private TimeSpan _usedWhenSeen;

    /// <summary>How many files were read.</summary>
    internal int ReadCount { get; private set; }

    /// <summary>How many were refused.</summary>
    internal int RefusedCount { get; private set; }

    /// <summary>The most bytes that reading one file allocated.</summary>
    internal long MostBytes { get; private set; }

    /// <summary>The longest that one file took.</summary>
    internal TimeSpan Longest { get; private set; }

    /// <summary>Damages the seeds in turns, by numbers that can be repeated.</summary>
    /// <param name="count">How many files to make.</param>
    internal void Run(int count)
    {
        using var watchman = new Timer(_ => LookForHang(), null, Pause, Pause);
        foreach (byte[] seed in format.Seeds)
        {
            Try(seed, "a seed");
        }

        for (int number = 0; number < count; number++)
        {
            Try(format.Damage(format.Seeds[number % format.Seeds.Count], new Random(number)), $"input {number}");
        }
    }

    /// <summary>Reads one file.</summary>
    internal void Try(byte[] input, string what)
    {
        Volatile.Write(ref _input, input);
        try
        {
            // The clock runs while other programs have the processor: what is slow must be so again and again.
            TimeSpan time = Read(input);
            for (int again = 1; again < Measurements && time > Soon; again++)
            {
                time = Read(input);
            }

            Longest = time > Longest ? time : Longest;
            Assert.True(time <= Soon, $"it took {time.TotalSeconds:F1} s");
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{format.Name}, {what}, kept as {Keep(input)}: {exception.Message}", exception);
        }
    }

    private TimeSpan Read(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        Volatile.Write(ref _started, start);
        try
        {
            format.Read(input);
            ReadCount++;
        }
        catch (InvalidDataException exception)
        {
            RefusedCount++;
            Assert.DoesNotContain('\n', exception.Message);
            Assert.True(exception.Message.Length >= 15 && exception.Message[^1] is '.' or '?', $"expected a sentence, got \"{exception.Message}\"");
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Volatile.Write(ref _started, 0);
        MostBytes = Math.Max(MostBytes, bytes);
        Assert.True(bytes <= format.MostBytes(input.Length), $"reading {input.Length:N0} bytes allocated {bytes:N0}, more than the {format.MostBytes(input.Length):N0} that are stated");
        return time;
    }

    // A reader that never comes back would keep its input for itself.
    private void LookForHang()
    {
        long started = Volatile.Read(ref _started);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        if (started != _seen)
        {
            (_seen, _usedWhenSeen) = (started, used);
        }
        else if (started != 0 && used - _usedWhenSeen > Hanging)
        {
            Environment.FailFast($"{format.Name}: an input has been read for over a minute; it is kept as {Keep(Volatile.Read(ref _input))}");
        }
    }

    private string Keep(byte[] input)
    {
        string path = Path.Combine(Path.GetTempPath(), $"digitlab-fuzz-{format.Name}-{Guid.NewGuid():N}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }
}
