using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests.Racing;

public sealed class RaceTests
{
    private static readonly DigitDataset Training = SyntheticDigits.Create(4000, seed: 1), Unseen = SyntheticDigits.Create(300, seed: 2);

    [Fact]
    public void A_seed_gives_the_same_weights_for_any_number_of_threads_and_another_seed_others()
    {
        string one = Run(threads: 1, seed: 1).WeightsSha256;
        Assert.Equal(one, Run(threads: 2, seed: 1).WeightsSha256);
        Assert.Equal(one, Run(threads: 3, seed: 1).WeightsSha256);
        Assert.NotEqual(one, Run(threads: 2, seed: 2).WeightsSha256);
    }

    [Fact]
    public void A_race_does_not_depend_on_those_before_it()
    {
        var race = new Race(RaceRecipes.Find("99"), Training, Unseen, Workers.Shared);
        RaceRun first = race.Run(3);
        race.WarmUp();
        race.Run(4);
        RaceRun again = race.Run(3);
        Assert.Equal(Untimed(first), Untimed(again));
        Assert.Equal(first.ErrorsAlone, again.ErrorsAlone);

        static RaceRun Untimed(RaceRun run) => run with { TrainingSeconds = 0, TestSeconds = 0, ErrorsAlone = [] };
    }

    [Fact]
    public void Several_networks_have_a_seed_each_and_vote()
    {
        RaceRecipe one = RaceRecipes.Find("99"), three = one with { Networks = 3 };
        RaceRun run = new Race(three, Training, Unseen, Workers.Shared).Run(2);
        var alone = new Race(one, Training, Unseen, Workers.Shared);
        RaceRun[] runs = [alone.Run(4), alone.Run(5), alone.Run(6)];
        Assert.Equal(runs.Select(own => own.Errors), run.ErrorsAlone);
        Assert.DoesNotContain(run.Errors, run.ErrorsAlone);   // of these three none reads as they do together
        Assert.DoesNotContain(run.WeightsSha256, runs.Select(own => own.WeightsSha256));
        Assert.Equal(run.WeightsSha256, RunWith(three, threads: 3, seed: 2).WeightsSha256);
        Assert.Equal(3 * one.GigaOperations(4000), three.GigaOperations(4000), 1e-9);
    }

    [Fact]
    public void Sixteen_batches_teach_it_to_read_synthetic_digits()
    {
        RaceRun run = Run(threads: 2, seed: 1);
        Assert.Equal(300, run.Count);
        Assert.True(run.Accuracy >= 0.8, $"{run}");
        Assert.True(run.TrainingSeconds > 0 && run.TestSeconds > 0, $"{run}");
    }

    [MnistFact]
    public void One_seed_reads_987_of_1000_digits_of_MNIST()
    {
        MnistFolder mnist = MnistFolder.Open(MnistFactAttribute.Folder);
        RaceRun run = new Race(RaceRecipes.Find("99"), mnist.ReadTraining(), mnist.ReadTest(), Workers.Shared).Run(1);
        Assert.True(run.Accuracy >= 0.987, $"{run}");
    }

    private static RaceRun Run(int threads, ulong seed) => RunWith(RaceRecipes.Find("99"), threads, seed);

    private static RaceRun RunWith(RaceRecipe recipe, int threads, ulong seed)
    {
        using var workers = new Workers(threads);
        return new Race(recipe, Training, Unseen, workers).Run(seed);
    }
}
