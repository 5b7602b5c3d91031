using System.Text.Json;

namespace DigitLab.Neural.Tests.Losses;

public sealed class LossSettingsTests
{
    public static TheoryData<LossSettings, string> Settings => new()
    {
        { new SoftmaxCrossEntropySettings(0.1), """{"loss":"cross-entropy","labelSmoothing":0.1}""" },
        { new MulticlassHingeSettings(IsSquared: true), """{"loss":"hinge","margin":1,"isSquared":true}""" },
        { new MeanSquaredErrorSettings(), """{"loss":"mse","right":1,"wrong":0}""" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void They_survive_JSON_and_build_a_loss_that_can_be_computed(LossSettings settings, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));
        Assert.Equal(settings, JsonSerializer.Deserialize<LossSettings>(json, JsonSerializerOptions.Web));
        Tensor outputs = Draw.Tensor(new Shape(3, 10), 1);
        Assert.True(settings.Build().Compute(outputs, [1, 2, 3], null) > 0);
    }

    [Fact]
    public void Evaluation_smooths_no_labels()
    {
        Tensor sure = Tensor.From(new Shape(1, 2), [50, 0]);
        Assert.Equal(2.5, new SoftmaxCrossEntropySettings(0.1).Build().Compute(sure, [0], null), 1e-9);
        Assert.Equal(0, new SoftmaxCrossEntropySettings(0.1).BuildForEvaluation().Compute(sure, [0], null), 1e-9);
    }
}
