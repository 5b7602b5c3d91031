namespace DigitLab.EndToEnd.Tests;

public class DeterminismTests
{
    private static readonly string[] Training = ["train", "lenet5", "-e", "2", "-b", "16", "--validation", "10", "--seed", "7", "--json"];

    [Fact]
    public void Threads_and_vector_widths_leave_the_weights_bit_for_bit_the_same()
    {
        using var folder = new WorkFolder();
        string expected = Sha256(folder, [], "--threads", "1");

        Assert.Equal(expected, Sha256(folder, [], "--threads", "2"));
        Assert.Equal(expected, Sha256(folder, [], "--threads", "4"));
        Assert.Equal(expected, Sha256(folder, [("DOTNET_EnableAVX512", "0")], "--threads", "2"));
        Assert.Equal(expected, Sha256(folder, [("DOTNET_EnableAVX2", "0")], "--threads", "2"));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "AVX-512")]
    [InlineData("DOTNET_EnableAVX2", "AVX2")]
    public void Switching_a_tier_off_really_does(string variable, string tier)
    {
        using var folder = new WorkFolder();

        SmallMnist.WriteTo(folder.Of("data"), training: 20, test: 10);

        ProgramRun run = ProgramRun.Of(folder.Path, [(variable, "0")], [.. Training, "--data", "data", "--run", "run"]);

        string vectors = run.Json.GetProperty("machine").GetProperty("vectors").GetString()!;
        Assert.NotEqual(tier, vectors);
        Assert.NotEqual("AVX-512", vectors);
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        using var folder = new WorkFolder();

        Assert.NotEqual(Sha256(folder, []), Sha256(folder, [], "--seed", "8"));
    }

    // A scalar width without fused multiply-adds would take these minutes; every layer by itself is held to it elsewhere.
    [Theory]
    [InlineData("lenet53")]
    [InlineData("lenet5-modified")]
    [InlineData("lenet53-tpn")]
    public void An_epoch_of_a_modern_network_is_the_same_on_any_number_of_threads_and_in_any_width(string model)
    {
        using var folder = new WorkFolder();
        SmallMnist.WriteTo(folder.Of("data"), training: 400, test: 50);
        string Trained(string? withoutAvx512, string threads)
        {
            ProgramRun run = ProgramRun.Of(
                folder.Path,
                [("DOTNET_EnableAVX512", withoutAvx512)],
                "train", model, "-e", "1", "-b", "32", "--validation", "20", "--seed", "7", "--json", "--data", "data", "--run", Guid.NewGuid().ToString(), "--threads", threads);
            Assert.True(run.ExitCode == 0, run.Errors);
            return run.Json.GetProperty("weightsSha256").GetString()!;
        }

        string expected = Trained(null, "1");

        Assert.Equal(expected, Trained(null, "2"));
        Assert.Equal(expected, Trained(null, "4"));
        Assert.Equal(expected, Trained("0", "2"));
    }

    private static string Sha256(WorkFolder folder, (string, string?)[] environment, params string[] more)
    {
        string[] training = more.Contains("--seed") ? [.. Training.Where(argument => argument is not ("--seed" or "7"))] : Training;
        SmallMnist.WriteTo(folder.Of("data"), training: 140, test: 20);
        ProgramRun run = ProgramRun.Of(folder.Path, environment, [.. training, "--data", "data", "--run", Guid.NewGuid().ToString(), .. more]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json.GetProperty("weightsSha256").GetString()!;
    }
}
