using System.Text.Json;

namespace DigitLab.Neural.Tests.Optimizers;

public sealed class OptimizerSettingsTests
{
    public static TheoryData<OptimizerSettings, string> Settings => new()
    {
        { new SgdSettings(), """{"optimizer":"sgd","momentum":0}""" },
        { new SgdSettings(0.9), """{"optimizer":"sgd","momentum":0.9}""" },
        { new AdamSettings(0.7, 0.9, 1e-7), """{"optimizer":"adam","beta1":0.7,"beta2":0.9,"epsilon":1E-07}""" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void They_survive_JSON(OptimizerSettings settings, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));
        Assert.Equal(settings, JsonSerializer.Deserialize<OptimizerSettings>(json, JsonSerializerOptions.Web));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void They_build_their_optimizer(OptimizerSettings settings, string json)
    {
        Assert.Equal(json.Contains("adam"), settings.Build([]) is Adam);
        Assert.InRange(settings.UsualLearningRate, 1e-4, 1);
    }
}
