namespace DigitLab.EndToEnd.Tests;

/// <summary><c>digitlab race</c>, on a few digits in MNIST's form.</summary>
public sealed class RaceTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public RaceTests() => SmallMnist.WriteTo(_folder.Of("mnist"), training: 1500, test: 200);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_race_tells_each_seed_and_the_mean()
    {
        ProgramRun run = ProgramRun.Of(_folder.Path, "race", "--seeds", "2", "--threads", "2", "--data", "mnist");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(6, run.Lines.Length);
        Assert.Matches(@"^Race to 99%: [0-9,]+ parameters, 1,500 digits of 24×24, 1 epoch, [0-9.]+ GFLOP; 2 threads, ", run.Lines[0]);
        Assert.Matches(@"^Not counted: start-up [0-9.]+ s, loading [0-9.]+ s, warm-up [0-9.]+ s$", run.Lines[1]);
        Assert.Matches(@"^Seed 1: [0-9.]+ s, accuracy [0-9.]+% \([0-9]+ errors? in 200\)$", run.Lines[2]);
        Assert.Matches(@"^Seed 2: ", run.Lines[3]);
        Assert.Matches(@"^2 seeds: test accuracy [0-9.]+ ± [0-9.]+%, training [0-9.]+ ± [0-9.]+ s, [0-9]+ GFLOP/s$", run.Lines[4]);
        Assert.Matches(@"^99% is (reached|missed)\.$", run.Lines[5]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_whatever_the_threads()
    {
        ProgramRun one = ProgramRun.Of(_folder.Path, "race", "--seeds", "1", "--threads", "1", "--data", "mnist", "--json");
        ProgramRun two = ProgramRun.Of(_folder.Path, "race", "--seeds", "1", "--threads", "2", "--data", "mnist", "--json");
        string Weights(ProgramRun run) => run.Json.GetProperty("runs")[0].GetProperty("weightsSha256").GetString()!;
        Assert.Equal(64, Weights(one).Length);
        Assert.Equal(Weights(one), Weights(two));
    }

    [Fact]
    public void Held_out_training_digits_are_read_in_place_of_the_test_digits()
    {
        ProgramRun run = ProgramRun.Of(_folder.Path, "race", "--seeds", "1", "--hold-out", "300", "--data", "mnist", "--json");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal((1200, 300), (run.Json.GetProperty("digits").GetInt32(), run.Json.GetProperty("runs")[0].GetProperty("count").GetInt32()));
    }

    [Theory]
    [InlineData("--target 98: No race to \"98\": expected 99", "--target", "98")]
    [InlineData("--seeds 0: expected 1 to 1000.", "--seeds", "0")]
    [InlineData("--hold-out 1500: expected 0 to 1499 digits.", "--hold-out", "1500")]
    [InlineData("--threads 0: expected 1 to 1024.", "--threads", "0")]
    public void Misuse_gets_a_sentence(string sentence, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of(_folder.Path, ["race", "--data", "mnist", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"digitlab: {sentence}", run.Errors);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
