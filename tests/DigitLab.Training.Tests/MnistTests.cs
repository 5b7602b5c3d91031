using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class MnistTests
{
    [MnistFact]
    public void Four_thousand_digits_and_two_epochs_make_lenet5_right_nine_times_in_ten()
    {
        TrainingConfiguration configuration = ZooRecipes.Find("lenet5", RecipeKind.Quick, trainLimit: 4000) with { MaxEpochs = 2, ValidationCount = 1000 };
        TrainingData data = TrainingData.Prepare(configuration, MnistFolder.Open(MnistFactAttribute.Folder).ReadTraining());
        Network network = ModelZoo.Find("lenet5").Build();
        network.Initialize(configuration.Seed);
        var trainer = new Trainer(configuration, network, data, Workers.Shared);
        trainer.Run();
        Assert.True(trainer.Progress.Best!.ValidationAccuracy >= 0.93, $"{trainer.Progress.Best}");
    }
}
