using System.Globalization;
using System.Text.Json;
using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Load;

/// <summary>A folder with very many runs. <c>DIGITLAB_RUNS=10000</c> makes ten thousand.</summary>
public class ListingTests
{
    [Fact]
    public async Task Very_many_runs_are_listed_and_each_is_found()
    {
        using var lab = new LabServer();
        ProgramRun first = ProgramRun.Of(lab.FolderPath, "train", "softmax", "-n", "100", "-e", "3", "--validation", "50", "--dataset", "synthetic", "--run", "first");
        Assert.True(first.ExitCode == 0, first.Errors);
        for (int number = 0; number < LongVersion.Runs; number++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(lab.FolderPath, "runs", Name(number))).FullName;
            foreach (string file in (string[])["config.json", "history.csv", "summary.json"])
            {
                File.Copy(Path.Combine(lab.FolderPath, "first", file), Path.Combine(folder, file));
            }
        }

        using var client = new HttpClient { BaseAddress = new Uri(lab.Address), Timeout = TimeSpan.FromMinutes(2) };
        using JsonDocument list = JsonDocument.Parse(await client.GetStringAsync("/api/runs"));
        Assert.Equal(Enumerable.Range(0, LongVersion.Runs).Select(Name), list.RootElement.EnumerateArray().Select(run => run.GetProperty("name").GetString()!));
        using JsonDocument last = JsonDocument.Parse(await client.GetStringAsync($"/api/runs/{Name(LongVersion.Runs - 1)}"));
        Assert.Equal("Finished", last.RootElement.GetProperty("state").GetString(), ignoreCase: true);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"run-{number:D5}");
}
