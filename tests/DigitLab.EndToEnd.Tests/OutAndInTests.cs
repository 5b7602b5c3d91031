using System.Text.Json;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A network goes out as an ONNX file and comes in again; weights of other programs come in.</summary>
public class OutAndInTests
{
    [Fact]
    public void A_network_goes_out_and_comes_in_with_the_same_score()
    {
        using var folder = new WorkFolder();
        ProgramRun trained = ProgramRun.Of(folder.Path, "small", "-n", "500", "-e", "1", "--seed", "1", "-s", "first.safetensors", "--dataset", "synthetic");

        ProgramRun outward = ProgramRun.Of(folder.Path, "export", "onnx", "first.safetensors", "lenet5.onnx", "--layout", "nhwc", "--preprocessing");
        ProgramRun inward = ProgramRun.Of(folder.Path, "import", "lenet5.onnx", "--as", "lenet5", "-s", "second.safetensors");

        Assert.True(outward.ExitCode == 0, outward.Errors);
        Assert.Contains("pictures [batch, 28, 28, 1], pixels from 0 to 255 → logits [batch, 10]", outward.Output);
        Assert.True(inward.ExitCode == 0, inward.Errors);
        Assert.Contains("conv2.weights   [5, 5, 6, 16]  ←  conv2.weights   [5, 5, 6, 16]", inward.Output);
        Assert.Equal(trained.Lines[^1], ProgramRun.Of(folder.Path, "test", "-l", "second.safetensors", "--dataset", "synthetic").Lines[^1]);
    }

    [Fact]
    public void An_ONNX_file_without_a_model_is_read_as_it_is()
    {
        using var folder = new WorkFolder();
        ProgramRun outward = ProgramRun.Of(folder.Path, "export", "onnx", "lenet53-tpn", "t.onnx", "--json");

        ProgramRun inward = ProgramRun.Of(folder.Path, "import", "t.onnx", "--json", "--mean", "0.1307", "--deviation", "0.3081");

        Assert.Equal(281_656, outward.Json.GetProperty("parameters").GetInt32());
        Assert.Equal("lenet53-tpn.safetensors", inward.Json.GetProperty("saved").GetString());
        Assert.Equal(JsonValueKind.Null, inward.Json.GetProperty("map").ValueKind);
        Assert.True(File.Exists(folder.Of("lenet53-tpn.safetensors")));
    }

    [Fact]
    public void Weights_of_PyTorch_for_another_network_are_refused_with_what_was_found() =>
        Refused(1, "found none of these shapes among features.conv: weight [3, 1, 5, 5]", "import", Checkpoint("plain-zip.pth"), "--as", "lenet53");

    [Fact]
    public void Weights_alone_do_not_say_how_they_are_used() => Refused(2, "name a network of the zoo with --as (softmax,", "import", Checkpoint("plain-tar.pth"));

    [Fact]
    public void A_convention_for_a_network_without_a_transformer_is_refused() =>
        Refused(2, "--sampling published: lenet53 has no spatial transformer", "import", Checkpoint("plain-zip.pth"), "--as", "lenet53", "--sampling", "published");

    [Fact]
    public void A_name_without_its_counterpart_is_refused() =>
        Refused(2, "--map conv1: expected a name here and a name there", "import", Checkpoint("plain-zip.pth"), "--as", "lenet53", "--map", "conv1");

    [Fact]
    public void Files_of_no_known_kind_are_refused()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder.Of("text.txt"), "no weights at all");

        ProgramRun run = ProgramRun.Of(folder.Path, "import", "text.txt", "--as", "lenet5"), none = ProgramRun.Of(folder.Path, "export", "onnx", "none.safetensors", "out.onnx");

        Assert.Equal((1, 1), (run.ExitCode, none.ExitCode));
        Assert.Contains("text.txt: expected a safetensors file, a PyTorch checkpoint or an ONNX file", run.Errors);
        Assert.Contains("none.safetensors: there is no such file", none.Errors);
        Assert.False(File.Exists(folder.Of("out.onnx")));
    }

    private static string Checkpoint(string name) => Path.Combine(AppContext.BaseDirectory, "checkpoints", name);

    private static void Refused(int exitCode, string sentence, params string[] arguments)
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Errors);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.safetensors"));
    }
}
