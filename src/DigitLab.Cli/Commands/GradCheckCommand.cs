using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab gradcheck [MODEL]</c>.</summary>
internal static class GradCheckCommand
{
    private const int Batch = 8;   // enough for a variance
    private const int UsualMost = 40;

    internal static Command Create()
    {
        var model = new Argument<string?>("MODEL")
        {
            Description = "Check every layer of this network; without it, samples of every kind of layer and loss.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var most = new Option<int>("--most") { Description = $"Check so many numbers of each tensor at most ({UsualMost} if not given).", HelpName = "N", DefaultValueFactory = _ => UsualMost };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("gradcheck", "Hold every layer's gradients against differences of its outputs.") { model, most, json };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            isVerbose: false, () => Check(parsed.GetValue(model), parsed.GetValue(most), parsed.GetValue(json))));
        return command;
    }

    private static int Check(string? name, int most, bool isJson)
    {
        if (most < 1)
        {
            throw new UsageException($"--most {most}: expected at least 1.");
        }

        GradientRow[] rows = name is null ? EngineRows(most) : NetworkRows(ModelZoo.Find(name), most);
        GradientRow worst = rows.MaxBy(row => double.IsNaN(row.LargestError) ? double.PositiveInfinity : row.LargestError)!;
        bool isRight = rows.All(row => row.IsRight);
        if (isJson)
        {
            CliJson.Write(new { Model = name, GradientCheck.Tolerance, IsRight = isRight, Worst = worst, Gradients = rows });
        }
        else
        {
            GradientTable.Write(AnsiConsole.Console, rows);
            Console.WriteLine(
                $"{(isRight ? "All" : $"{rows.Count(row => !row.IsRight)} WRONG of")} {rows.Length} gradients{(isRight ? " are right" : "")}: "
                + $"worst relative error {worst.LargestError:0.0e+0} ({worst.Layer}, {worst.Tensor}), allowed {GradientCheck.Tolerance:0.0e+0}.");
        }

        return isRight ? ExitCode.Success : ExitCode.Failure;
    }

    private static GradientRow[] EngineRows(int most) =>
    [
        .. LayerSamples.All().SelectMany(sample => GradientCheck.Check(sample.Layer, sample.Input, new RandomKey(3, RandomPurpose.Dropout), most)
            .Select(result => GradientRow.Of($"{sample.Layer}", result))),
        .. Losses().Select(loss => GradientRow.Of(loss.Name, GradientCheck.Check(loss.Loss, Outputs(), [3, 0, 9, 3]))),
    ];

    private static GradientRow[] NetworkRows(ZooModel model, int most)
    {
        Network network = model.Build();
        network.Initialize(seed: 1);
        return [.. NetworkGradientCheck.Check(network, Digits(network), most)
            .SelectMany(check => check.Results.Select(result => GradientRow.Of($"{check.Name}: {check.Layer}", result)))];
    }

    private static Tensor Digits(Network network)
    {
        DigitDataset digits = SyntheticDigits.Create(Batch, seed: 1);
        var batch = new Tensor(network.InputShape.WithBatch(Batch));
        for (int n = 0; n < Batch; n++)
        {
            InputNormalization.Standard(0.1307f, 0.3081f).Apply(digits.Image(n), batch.Samples(n, 1).Span);   // MNIST's mean and deviation
        }

        return batch;
    }

    private static (string Name, Loss Loss)[] Losses() =>
    [
        ("Softmax cross-entropy", new SoftmaxCrossEntropy()),
        ("Softmax cross-entropy, labels smoothed by 0.1", new SoftmaxCrossEntropy(0.1)),
        ("Multiclass hinge", new MulticlassHinge()),
        ("Multiclass hinge, squared", new MulticlassHinge(isSquared: true)),
        ("Mean squared error", new MeanSquaredError()),
    ];

    private static Tensor Outputs()
    {
        var outputs = new Tensor(new Shape(4, 10));
        RandomSource random = new RandomKey(2, RandomPurpose.Test).Open();
        foreach (ref float value in outputs.Span)
        {
            value = (float)random.NextNormal();
        }

        return outputs;
    }
}
