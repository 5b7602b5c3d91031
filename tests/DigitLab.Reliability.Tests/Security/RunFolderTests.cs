using System.Text.Json;
using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Security;

/// <summary>Run folders that come from elsewhere: strange names, and links that lead out of them.</summary>
public sealed class RunFolderTests : IDisposable
{
    private const string Secret = "root:x:0:0:hunter2";

    private readonly WorkFolder _work = new();

    public RunFolderTests()
    {
        ProgramRun run = ProgramRun.Of(_work.Path, "train", "softmax", "-n", "100", "-e", "2", "--validation", "50", "--dataset", "synthetic", "--run", "good");
        Assert.True(run.ExitCode == 0, run.Errors);
        File.WriteAllText(_work.Of("secret.txt"), Secret + "\n");
    }

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("history.csv")]
    [InlineData("config.json")]
    [InlineData("best.safetensors")]
    [InlineData("test-readings.csv")]
    [InlineData("diagnostics.csv")]
    public void A_link_in_a_run_is_neither_read_nor_written_through(string file)
    {
        Copy("good", "evil");
        File.Delete(_work.Of("evil/summary.json"));
        File.Delete(_work.Of($"evil/{file}"));
        File.CreateSymbolicLink(_work.Of($"evil/{file}"), _work.Of("secret.txt"));

        foreach (string[] arguments in (string[][])[["report", "evil", "--no-test"], ["train", "--resume", "--run", "evil"], ["report", "evil"]])
        {
            ProgramRun run = ProgramRun.Of(_work.Path, arguments);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains($"{file}: expected a file of the run, got a symbolic link", run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, run.Output + run.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(Secret + "\n", File.ReadAllText(_work.Of("secret.txt")));
    }

    // Files come and go in a run that is trained; what has vanished is no link.
    [Fact]
    public async Task A_run_is_read_while_its_temporary_files_come_and_go()
    {
        using var isOver = new CancellationTokenSource();
        string temporary = _work.Of("good/checkpoint.1.tmp");
        var writer = Task.Run(() =>
        {
            while (!isOver.IsCancellationRequested)
            {
                File.WriteAllText(temporary, "");
                File.Delete(temporary);
            }
        });
        for (int i = 0; i < 3000; i++)
        {
            Training.RunFolder.ConfigurationOf(_work.Of("good"));
        }

        await isOver.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task The_lab_neither_lists_nor_reads_what_a_link_leads_to()
    {
        using var lab = new LabServer();
        string runs = Path.Combine(lab.FolderPath, "runs");
        Directory.CreateDirectory(runs);
        Directory.CreateSymbolicLink(Path.Combine(runs, "outside"), _work.Of("good"));
        foreach (string file in (string[])["history.csv", "best.safetensors"])
        {
            string run = Path.Combine(runs, $"evil-{file}");
            CopyTo("good", run);
            File.Delete(Path.Combine(run, file));
            File.CreateSymbolicLink(Path.Combine(run, file), file == "history.csv" ? _work.Of("secret.txt") : _work.Of("good/best.safetensors"));
        }

        using var client = new HttpClient { BaseAddress = new Uri(lab.Address) };
        Assert.Equal("[]", await client.GetStringAsync("/api/runs"));
        foreach (string path in (string[])["/api/runs/outside", "/api/runs/evil-history.csv", "/api/curves?run=evil-history.csv", "/api/runs/evil-best.safetensors/filters", "/api/models"])
        {
            string answer = await (await client.GetAsync(new Uri(path, UriKind.Relative))).Content.ReadAsStringAsync();
            Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("\"outside\"", answer, StringComparison.Ordinal);
            Assert.False(path == "/api/models" && answer.Contains("evil-best", StringComparison.Ordinal), answer);
        }
    }

    // What a folder may be called, a run may be called.
    [Fact]
    public async Task Runs_of_any_name_are_shown_by_it_and_as_text()
    {
        string[] names = ["[red]x", "[x", "]", "a b", "Übung 數字 😀", "..x", "%2e%2e", "<script>alert(1)<script>", "it's", "-rf", "{0}", "x;y&z", "a\u202eb"];
        using var lab = new LabServer();
        foreach (string name in names)
        {
            CopyTo("good", Path.Combine(lab.FolderPath, "runs", name));
        }

        using var client = new HttpClient { BaseAddress = new Uri(lab.Address) };
        using JsonDocument list = JsonDocument.Parse(await client.GetStringAsync("/api/runs"));
        string[] visible = [.. names.Where(name => name[0] != '.').Order(StringComparer.Ordinal)];
        Assert.Equal(visible, list.RootElement.EnumerateArray().Select(run => run.GetProperty("name").GetString()!));
        foreach (string name in visible)
        {
            using JsonDocument run = JsonDocument.Parse(await client.GetStringAsync($"/api/runs/{Uri.EscapeDataString(name)}"));
            Assert.Equal(name, run.RootElement.GetProperty("name").GetString());
        }

        foreach (string name in names.Where(name => name[0] != '-'))
        {
            string path = Path.Combine(lab.FolderPath, "runs", name);
            ProgramRun report = ProgramRun.Of(_work.Path, "report", path, "--no-test");
            Assert.True(report.ExitCode == 0, $"{name}: {report.Errors}");
            Assert.DoesNotContain("<script>alert", File.ReadAllText(Path.Combine(path, "report.html")), StringComparison.Ordinal);
        }
    }

    private void Copy(string from, string to) => CopyTo(from, _work.Of(to));

    private void CopyTo(string from, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(_work.Of(from)).Where(file => Path.GetFileName(file)[0] != '.'))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}
