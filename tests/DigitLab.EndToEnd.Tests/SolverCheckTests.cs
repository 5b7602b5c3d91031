using System.Text.Json;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The solver checks: gradients against differences, and a few digits learned by heart.</summary>
public class SolverCheckTests
{
    [Fact]
    public void Every_kind_of_layer_has_right_gradients()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "gradcheck");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Matches("^All [0-9]+ gradients are right: worst relative error ", run.Lines[^1]);
        foreach (string layer in (string[])["Conv2D", "DepthwiseConv2D", "BatchNorm", "LayerNorm", "SpatialTransformer", "Residual", "Gelu", "Multiclass hinge"])
        {
            Assert.Contains(layer, run.Output);
        }
    }

    [Theory]
    [InlineData("lenet5")]
    [InlineData("lenet53-tpn")]
    public void A_networks_layers_have_right_gradients(string model)
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "gradcheck", model, "--json");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.True(run.Json.GetProperty("isRight").GetBoolean());
        Assert.True(run.Json.GetProperty("worst").GetProperty("largestError").GetDouble() <= 1e-3);
        JsonElement[] gradients = [.. run.Json.GetProperty("gradients").EnumerateArray()];
        Assert.All(gradients, gradient => Assert.True(gradient.GetProperty("count").GetInt32() > 0));
        Assert.Contains(gradients, gradient => gradient.GetProperty("layer").GetString()!.StartsWith("conv2:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_learns_a_few_digits_by_heart()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "overfit", "lenet5", "-n", "50", "-e", "30", "--save-curve", "curves/lenet5.csv");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal("lenet5 knows its 50 digits by heart.", run.Lines[^1]);
        Assert.Equal(30, run.Lines.Count(line => line.StartsWith("Epoch ", StringComparison.Ordinal)));
        string[] curve = File.ReadAllLines(folder.Of("curves/lenet5.csv"));
        Assert.Equal("epoch,loss,accuracy", curve[0]);
        Assert.Equal(30, curve.Length - 1);
        Assert.Matches("^30,[0-9.E-]+,1$", curve[^1]);
        Assert.Contains("accuracy 100.00% ████████████████████████████████████████", run.Output);
    }

    [Fact]
    public void A_network_that_cannot_is_reported_with_exit_code_1()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "overfit", "softmax", "-n", "200", "-e", "1", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("isLearned").GetBoolean());
        Assert.Single(run.Json.GetProperty("curve").EnumerateArray());
    }

    [Fact]
    public void A_curve_that_cannot_be_saved_is_refused_before_the_training()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "overfit", "softmax", "-n", "10", "-e", "1", "--save-curve", ".");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal("digitlab: .: expected a file, got a folder: add a file name.", run.Errors.Trim());
    }

    [Theory]
    [InlineData("overfit", "lenet5", "--learning-rate", "0")]
    [InlineData("gradcheck", "lenet9")]
    [InlineData("gradcheck", "--most", "0")]
    [InlineData("overfit", "lenet5", "-n", "0")]
    [InlineData("overfit", "lenet5", "-e", "0")]
    public void Misuse_gets_a_sentence(params string[] arguments)
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("digitlab: ", run.Errors);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
