using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Security;

/// <summary>Nothing of the environment, where secrets are kept, comes into a file or onto the screen.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "hunter2-7f3a";

    private static readonly (string, string?)[] Environment =
    [
        ("API_TOKEN", Secret), ("AWS_SECRET_ACCESS_KEY", Secret), ("https_proxy", $"http://user:{Secret}@127.0.0.1:1"), ("http_proxy", $"http://user:{Secret}@127.0.0.1:1"),
    ];

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void No_secret_of_the_environment_is_told()
    {
        string[][] lines =
        [
            ["train", "softmax", "-n", "100", "-e", "2", "--validation", "50", "--dataset", "synthetic", "--run", "run", "-v"],
            ["report", "run", "--no-test", "-v"],
            ["train", "--resume", "--run", "run", "-v"],
            ["data", "download", "-v"],
            ["train", "softmax", "--data", "nowhere", "-v"],
        ];
        foreach (string[] line in lines)
        {
            ProgramRun run = ProgramRun.Of(_work.Path, Environment, line);
            Assert.DoesNotContain(Secret, run.Output + run.Errors, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(_work.Of("run/summary.json")));
        Assert.All(Directory.GetFiles(_work.Path, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(Secret, File.ReadAllText(file), StringComparison.Ordinal));
    }
}
