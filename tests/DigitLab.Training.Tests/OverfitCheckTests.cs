using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training.Tests;

public sealed class OverfitCheckTests
{
    [Fact]
    public void A_network_learns_few_digits_by_heart_and_its_curve_has_every_epoch()
    {
        var curve = new List<(int Epoch, Evaluation Evaluation)>();
        DigitDataset digits = Tiny.Digits(40);
        Evaluation last = OverfitCheck.Run(
            OverfitCheck.Configure("tiny", "patterns", epochs: 60, seed: 1) with { LearningRate = 0.01 },
            OverfitCheck.WithoutDropout(Tiny.Network(), seed: 1),
            digits,
            Workers.Shared,
            (epoch, evaluation) => curve.Add((epoch, evaluation)));

        Assert.Equal(Enumerable.Range(1, 60), curve.Select(point => point.Epoch));
        Assert.Same(curve[^1].Evaluation, last);
        Assert.Equal(40, last.Count);
        Assert.Empty(last.Errors);
        Assert.True(curve[0].Evaluation.Loss > 10 * last.Loss, $"{curve[0].Evaluation.Loss}, then {last.Loss}");
    }

    [Fact]
    public void A_network_that_cannot_learn_does_not()
    {
        // All that it sees of a digit is the mean of its pixels.
        var blind = new Network("blind", new Shape(8, 8, 1), new Sequential(new GlobalAveragePool2D(), new Dense(1, DigitDataset.Classes)));
        blind.Initialize(1);
        Evaluation last = OverfitCheck.Run(
            OverfitCheck.Configure("blind", "patterns", epochs: 5, seed: 1), blind, Tiny.Digits(400), Workers.Shared);
        Assert.True(last.Accuracy < 0.5, $"{last.Accuracy}");
    }

    [Fact]
    public void Every_dropout_is_off_and_nothing_else_differs()
    {
        var network = new Network(
            "dropped",
            new Shape(6, 6, 2),
            new Sequential(
                new SpatialTransformer(
                    new Sequential(new Flatten(), new Dropout(0.3), SpatialTransformer.Head(72, new AffineGrid())), new AffineGrid()),
                new Residual(new Sequential(new Conv2D(2, 2, kernelSize: 3, padding: 1), new ChannelDropout(0.4))),
                new Sequential(new Dropout(0.5), new Flatten()),
                new Dense(72, 10)));

        Network without = OverfitCheck.WithoutDropout(network, seed: 3);

        Assert.Equal([0.3, 0.4, 0.5], Rates(network.Body));
        Assert.Equal([0, 0, 0], Rates(without.Body));
        Assert.Equal(network.Parameters.Select(parameter => parameter.Name), without.Parameters.Select(parameter => parameter.Name));
        network.Initialize(3);
        Assert.All(network.State.Zip(without.State), pair => Assert.Equal(pair.First.Value.Span.ToArray(), pair.Second.Value.Span.ToArray()));
    }

    [Fact]
    public void No_network_of_the_zoo_keeps_a_dropout() =>
        Assert.All(ModelZoo.All, model => Assert.All(Rates(OverfitCheck.WithoutDropout(model.Build(), seed: 1).Body), rate => Assert.Equal(0, rate)));

    [Fact]
    public void Nothing_regularizes()
    {
        TrainingConfiguration configuration = OverfitCheck.Configure("lenet5", "patterns", epochs: 7, seed: 9).Checked();
        Assert.Equal(new AdamSettings(), configuration.Optimizer);
        Assert.Equal(new SoftmaxCrossEntropySettings(), configuration.Loss);
        Assert.Equal((7, 9ul, 0, 0.0), (configuration.MaxEpochs, configuration.Seed, configuration.ValidationCount, configuration.AverageDecay));
    }

    private static IEnumerable<double> Rates(Layer layer) => layer switch
    {
        Dropout dropout => [dropout.Rate],
        ChannelDropout dropout => [dropout.Rate],
        _ => layer.Children.SelectMany(Rates),
    };
}
