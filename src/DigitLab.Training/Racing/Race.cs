using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Trains a network, or a few that vote, against the clock, seed after seed.</summary>
/// <remarks>
/// The clock starts with the digits in memory, as bytes, and the kernels warm; it stops when the weights are trained. Between is all
/// that depends on the seed: planning memory, drawing weights, shuffling, normalizing, training. No file is written. Then the
/// digits to read are read, once. The loop is the <see cref="Trainer"/> that every other training runs.
/// </remarks>
public sealed class Race
{
    private const int WarmUpBatches = 60;   // a method is compiled for good after 30 calls
    private const int WarmUpRounds = 3;
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(250);   // the runtime compiles for good once nothing new came for 100 ms

    private readonly RaceRecipe _recipe;
    private readonly TrainingData _data;
    private readonly DigitDataset _unseen;
    private readonly Workers _workers;

    /// <summary>Cuts the pictures and measures the training digits' mean and deviation.</summary>
    /// <param name="recipe">What is raced.</param>
    /// <param name="training">The digits to learn from.</param>
    /// <param name="unseen">The digits to read in the end.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentException">There are no digits, or the pictures are smaller than the recipe wants.</exception>
    public Race(RaceRecipe recipe, DigitDataset training, DigitDataset unseen, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        (_recipe, _workers, _unseen) = (recipe, workers, CentralPart.Of(unseen, recipe.Side));
        DigitDataset digits = CentralPart.Of(training, recipe.Side);
        _data = new TrainingData(digits, digits.Take(0), NormalizationFitter.Fit(recipe.Configuration.Normalization, digits));
    }

    /// <summary>Compiles and warms everything on a network that is thrown away and digits of noise.</summary>
    public void WarmUp()
    {
        DigitDataset noise = Noise(Math.Min(_data.Training.Count, WarmUpBatches * _recipe.Configuration.BatchSize));
        for (int round = 0; round < WarmUpRounds; round++)
        {
            Network network = Train(1, _data with { Training = noise }, _recipe.Configuration with { MaxEpochs = 1 });
            Read(network, noise);
            Thread.Sleep(CompilerPause);
        }
    }

    /// <summary>One seed: trains, then reads the digits that are for the end.</summary>
    /// <exception cref="TrainingFailedException">The loss is no longer a finite number.</exception>
    public RaceRun Run(ulong seed)
    {
        GC.Collect();   // the memory of the seed before
        long start = Stopwatch.GetTimestamp();
        Network[] networks = [.. SeedsOf(seed).Select(own => Train(own, _data, _recipe.Configuration))];
        double trained = Stopwatch.GetElapsedTime(start).TotalSeconds;
        DigitProbabilities[] read = [.. networks.Select(network => Read(network, _unseen))];
        int errors = Ensemble.Vote(read, VoteKind.Mean).Errors(_unseen).Count;
        double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new RaceRun(seed, trained, all - trained, errors, _unseen.Count, WeightsHash.Of(networks)) { ErrorsAlone = [.. read.Select(own => own.Errors(_unseen).Count)] };
    }

    // No two networks of a race are alike: of three each, those of the first seed have 1 to 3, of the second 4 to 6.
    private IEnumerable<ulong> SeedsOf(ulong seed) => Enumerable.Range(1, _recipe.Networks).Select(i => ((seed - 1) * (ulong)_recipe.Networks) + (ulong)i);

    private Network Train(ulong seed, TrainingData data, TrainingConfiguration configuration)
    {
        Network network = _recipe.Build(_recipe.Side);
        network.Initialize(seed);
        var trainer = new Trainer(configuration with { Seed = seed }, network, data, _workers);
        trainer.Run();
        return trainer.Evaluated;
    }

    private DigitProbabilities Read(Network network, DigitDataset digits) => DigitProbabilities.Read(network, digits, _workers);

    private DigitDataset Noise(int count)
    {
        byte[] pixels = new byte[count * _recipe.Side * _recipe.Side], labels = new byte[count];
        RandomSource random = new RandomKey(0, RandomPurpose.Test).Open();
        foreach (ref byte pixel in pixels.AsSpan())
        {
            pixel = (byte)random.NextInt32(256);
        }

        foreach (ref byte label in labels.AsSpan())
        {
            label = (byte)random.NextInt32(DigitDataset.Classes);
        }

        return new DigitDataset("noise", _recipe.Side, _recipe.Side, pixels, labels);
    }
}
