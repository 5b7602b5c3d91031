using System.CommandLine;
using DigitLab.Cli.Output;
using DigitLab.Cli.Testing;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab compare A B</c>.</summary>
internal static class CompareCommand
{
    private const double Level = 0.05;

    internal static Command Create()
    {
        var first = new Argument<string>("A") { Description = "A model file or a run's folder." };
        var second = new Argument<string>("B") { Description = "Another." };
        var options = new TestOptions();
        var command = new Command("compare", "Say whether one of two networks reads the test digits better than chance would make it: McNemar's exact test.") { first, second };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(options.IsVerbose(parsed), () =>
        {
            using var workers = new Workers(options.Threads(parsed));
            bool isJson = options.IsJson(parsed);
            return Run(TestedModel.Load(parsed.GetValue(first)!), TestedModel.Load(parsed.GetValue(second)!), FoundDigits.TestFor(options.Digits(parsed), isJson), workers, isJson);
        }));
        return command;
    }

    private static int Run(TestedModel first, TestedModel second, DigitDataset digits, Workers workers, bool isJson)
    {
        TestScore one = Read(first, digits, workers), other = Read(second, digits, workers);
        var test = McNemarTest.Of(one.Errors, other.Errors);
        int both = one.Errors.Intersect(other.Errors).Count();
        string sentence = Sentence(first.Title, second.Title, test);
        if (isJson)
        {
            CliJson.Write(new
            {
                Digits = digits.Name,
                digits.Count,
                First = new { Model = first.Title, one.Accuracy, one.Errors },
                Second = new { Model = second.Title, other.Accuracy, other.Errors },
                test.OnlyFirst,
                test.OnlySecond,
                Both = both,
                test.P,
                IsDifferent = test.P < Level,
                Sentence = sentence,
            });
            return ExitCode.Success;
        }

        TableText.Write(TestScoreTable.Of("network", [(first.Title, one), (second.Title, other)]));
        Console.WriteLine($"Misread by both: {both:N0}; only by {first.Title}: {test.OnlyFirst:N0}; only by {second.Title}: {test.OnlySecond:N0}.");
        Console.WriteLine(sentence);
        return ExitCode.Success;
    }

    /// <summary>The result for people who know no statistics.</summary>
    internal static string Sentence(string first, string second, McNemarTest test)
    {
        (int onlyFirst, int onlySecond, double p) = (test.OnlyFirst, test.OnlySecond, test.P);
        int all = onlyFirst + onlySecond;
        if (all == 0)
        {
            return "They misread the same digits: nothing tells them apart.";
        }

        string better = onlyFirst < onlySecond ? first : second;
        string cases = $"{(p < 0.001 ? "fewer than 1 of 1,000" : $"{100 * p:0.#} of 100")} cases ({ScoreText.OfSignificance(p)})";
        string divided = $"of the {all:N0} digits that only one of them misreads, {first} misreads {onlyFirst:N0} and {second} {onlySecond:N0}";
        return p < Level
            ? $"{better} reads better: {divided}; if neither were better, so uneven a division would come about in {cases}."
            : $"No difference is shown: {divided}; if neither were better, a division at least so uneven would come about in {cases}.";
    }

    private static TestScore Read(TestedModel model, DigitDataset digits, Workers workers)
    {
        var score = new TestScore(digits.Count, new Evaluator(model.Network, workers).Evaluate(digits).Errors);
        model.Note("compare", digits, score.Errors.Count);
        return score;
    }
}
