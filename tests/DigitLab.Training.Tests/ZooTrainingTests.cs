using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

/// <summary>Every network of the zoo goes through the trainer by its own recipe.</summary>
public sealed class ZooTrainingTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_epoch_on_a_few_synthetic_digits_moves_every_parameter(string name)
    {
        TrainingConfiguration configuration = ZooRecipes.Find(name, trainLimit: 24) with { MaxEpochs = 1, ValidationCount = 4 };
        Network network = ModelZoo.Find(name).Build();
        network.Initialize(configuration.Seed);
        float[][] before = [.. network.State.Select(tensor => tensor.Value.Span.ToArray())];

        var trainer = new Trainer(configuration, network, TrainingData.Prepare(configuration, SyntheticDigits.Create(28, seed: 1)), Workers.Shared);

        Assert.Equal(StopReason.Finished, trainer.Run());
        EpochRecord epoch = Assert.Single(trainer.Progress.History);
        Assert.True(double.IsFinite(epoch.TrainingLoss) && double.IsFinite(epoch.ValidationLoss!.Value), $"{epoch}");
        for (int i = 0; i < before.Length; i++)
        {
            NamedTensor tensor = network.State[i];
            Assert.All(tensor.Value.Span.ToArray(), number => Assert.True(float.IsFinite(number), tensor.Name));
            Assert.False(before[i].AsSpan().SequenceEqual(tensor.Value.Span), tensor.Name);
        }
    }
}
