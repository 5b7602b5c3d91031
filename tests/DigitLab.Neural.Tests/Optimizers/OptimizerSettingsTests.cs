using System.Text.Json;

namespace DigitLab.Neural.Tests.Optimizers;

public sealed class OptimizerSettingsTests
{
    public static TheoryData<OptimizerSettings, string> Settings => new()
    {
        { new SgdSettings(), """{"optimizer":"sgd","momentum":0}""" },
        { new SgdSettings(0.9), """{"optimizer":"sgd","momentum":0.9}""" },
        { new SgdSettings(0.9, IsNesterov: true) { WeightDecay = 0.5 }, """{"optimizer":"sgd","momentum":0.9,"isNesterov":true,"weightDecay":0.5}""" },
        { new RmsPropSettings(), """{"optimizer":"rmsprop","decay":0.99,"epsilon":1E-08,"momentum":0}""" },
        { new AdagradSettings(), """{"optimizer":"adagrad","epsilon":1E-10}""" },
        { new LionSettings { IsDecoupled = true }, """{"optimizer":"lion","beta1":0.9,"beta2":0.99,"isDecoupled":true}""" },
        {
            new MuonSettings { AdamWeights = "", IsDecoupled = true },
            """{"optimizer":"muon","momentum":0.95,"adamFactor":0.1,"beta1":0.9,"beta2":0.95,"epsilon":1E-08,"adamWeights":"","isDecoupled":true}"""
        },
        {
            new AdamSettings { Overrides = [new("conv1.*", WeightDecay: 0.5)] },
            """{"optimizer":"adam","beta1":0.9,"beta2":0.999,"epsilon":1E-08,"overrides":[{"parameters":"conv1.*","learningRateFactor":null,"weightDecay":0.5,"l1":null,"maxNorm":null}]}"""
        },
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
        Assert.Contains($"\"optimizer\":\"{settings.Build([]).GetType().Name}\"", json, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(settings.UsualLearningRate, 1e-4, 1);
    }

    [Fact]
    public void Equal_settings_are_equal_and_others_are_not()
    {
        static OptimizerSettings Some(double decay, string parameters) => new AdamSettings { WeightDecay = decay, Overrides = [new(parameters, L1: 1)] };
        Assert.Equal(Some(0.5, "a"), Some(0.5, "a"));
        Assert.Equal(Some(0.5, "a").GetHashCode(), Some(0.5, "a").GetHashCode());
        Assert.NotEqual(Some(0.5, "a"), Some(0.25, "a"));
        Assert.NotEqual(Some(0.5, "a"), Some(0.5, "b"));
        Assert.NotEqual<OptimizerSettings>(new SgdSettings(), new AdagradSettings());
        Assert.NotEqual<OptimizerSettings>(new SgdSettings { ClipNorm = 1 }, new SgdSettings());
    }
}
