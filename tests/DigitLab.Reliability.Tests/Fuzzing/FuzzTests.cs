using System.Globalization;
using Xunit.Abstractions;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>
/// Files of every format, damaged at random: each is read, or refused in one sentence, within a second and within the memory that is stated.
/// <c>DIGITLAB_FUZZ=1000000</c> makes a million of each.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<string> Formats => [.. FuzzedFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_files_are_read_or_refused_in_one_sentence_soon_and_within_the_memory_that_is_stated(string name)
    {
        var fuzzer = new Fuzzer(FuzzedFormats.Named(name));
        fuzzer.Run(LongVersion.Inputs);
        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {fuzzer.ReadCount:N0} read, {fuzzer.RefusedCount:N0} refused; at most {fuzzer.Longest.TotalMilliseconds:F0} ms and {fuzzer.MostBytes / 1024.0:N0} KiB");
        output.WriteLine(figures);
        if (Environment.GetEnvironmentVariable("DIGITLAB_FIGURES") is { Length: > 0 } file)
        {
            File.AppendAllText(file, figures + "\n");
        }

        Assert.True(fuzzer.ReadCount > 0 && fuzzer.RefusedCount > 0, figures);   // neither do all survive, nor is everything refused
    }

    // What once went wrong lies in Regressions, in a folder for each format.
    [Theory]
    [MemberData(nameof(Formats))]
    public void What_once_went_wrong_does_so_no_more(string name)
    {
        var fuzzer = new Fuzzer(FuzzedFormats.Named(name));
        string folder = Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Regressions", name);
        foreach (string file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            fuzzer.Try(File.ReadAllBytes(file), Path.GetFileName(file));
        }
    }
}
