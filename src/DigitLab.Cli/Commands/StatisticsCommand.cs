using System.CommandLine;
using System.Diagnostics;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab data stats</c>.</summary>
internal static class StatisticsCommand
{
    private const int Components = 50;
    private const int Twins = 9;
    private const int TwinNeighbours = 5;
    private const int Kept = 10;   // neighbours whose preservation is measured

    internal static Command Create()
    {
        var tsne = new Option<int?>("--tsne") { Description = "How many digits t-SNE embeds, training digits first, then test digits; 0 for none, all if not given.", HelpName = "N" };
        var iterations = new Option<int>("--iterations") { Description = "Steps of t-SNE (1500 if not given).", HelpName = "N", DefaultValueFactory = _ => new TSneSettings().Iterations };
        var perplexity = new Option<double>("--perplexity") { Description = "About how many neighbours count for a digit in t-SNE (30 if not given).", HelpName = "N", DefaultValueFactory = _ => new TSneSettings().Perplexity };
        Option<string> output = CommonOptions.OutputFolder("statistics");
        Option<bool> csv = CommonOptions.Csv(), json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        Option<int?> threads = CommonOptions.Threads();
        var digits = new DigitOptions();
        var command = new Command("stats", "Look at the digits: counts, means, ink, extremes, twins, principal components and t-SNE, in one page.")
        {
            tsne, perplexity, iterations, output, csv, threads, json, verbose,
        };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () =>
        {
            using var workers = new Workers(CommonOptions.ReadThreads(parsed, threads));
            var settings = new TSneSettings(parsed.GetValue(perplexity), parsed.GetValue(iterations));
            return Run(digits.Read(parsed), parsed.GetValue(tsne), settings, (parsed.GetValue(output)!, parsed.GetValue(csv)), workers, parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(DigitRequest request, int? embedded, TSneSettings settings, (string Folder, bool WithCsv) output, Workers workers, bool isJson)
    {
        if (settings.Perplexity is not (>= 2 and <= 1000) || settings.Iterations is < 1 or > 100_000)
        {
            throw new UsageException($"t-SNE: expected a perplexity from 2 to 1000 and 1 to 100000 iterations, got {settings.Perplexity} and {settings.Iterations}.");
        }

        AtomicFile.CheckWritable(Path.Combine(output.Folder, "report.html"));
        DigitSets sets = FoundDigits.For(request, isJson, DigitSets.SyntheticTrainingCount);
        DigitStatistics training = DigitStatistics.Of(sets.Training), test = DigitStatistics.Of(sets.Test);
        HtmlReport report = StatisticsReport.Of(training, test);
        DigitDataset all = Together(sets);
        int count = embedded ?? all.Count;
        if (count < 0 || count > all.Count)
        {
            throw new UsageException($"--tsne {count}: expected 0 to {all.Count} digits.");
        }

        DigitDataset shown = count == 0 ? sets.Training : all.Take(count);
        PrincipalComponents components = PrincipalComponents.Of(shown, Math.Min(Components, shown.Height * shown.Width), workers);
        IReadOnlyList<SimilarPair> duplicates = SimilarPairs.Duplicates(all);
        if (count > 0)
        {
            StatisticsReport.AddSimilar(report, shown, duplicates, SimilarPairs.Nearest(shown, Neighbours.Find(components.Projected, TwinNeighbours, workers), Twins));
        }
        else
        {
            StatisticsReport.AddSimilar(report, all, duplicates, []);
        }

        StatisticsReport.AddComponents(report, shown, components);
        (double Seconds, double Preserved)? embedding = count == 0 ? null : AddEmbedding(report, shown, components, settings, output.Folder, workers, isJson);
        string path = report.Save(output.Folder, output.WithCsv);
        if (isJson)
        {
            CliJson.Write(new
            {
                Report = path,
                Training = sets.Training.Count,
                Test = sets.Test.Count,
                Balance = training.Balance,
                Duplicates = duplicates.Count,
                ExplainedVariance = components.Variances.Sum() / components.TotalVariance,
                TSne = embedding is { } made ? new { Digits = count, made.Seconds, NeighboursKept = made.Preserved } : null,
            });
        }
        else
        {
            Console.WriteLine($"{sets.Training}; {sets.Test}; {duplicates.Count:N0} duplicates");
            Console.Write(embedding is { } made ? $"t-SNE of {count:N0} digits in {made.Seconds:F1} s; {100 * made.Preserved:F2}% of the {Kept} nearest neighbours kept\n" : "");
            Console.WriteLine(path);
        }

        return ExitCode.Success;
    }

    private static (double Seconds, double Preserved) AddEmbedding(
        HtmlReport report, DigitDataset digits, PrincipalComponents components, TSneSettings settings, string folder, Workers workers, bool isJson)
    {
        using var interruption = new Interruption();
        var clock = Stopwatch.StartNew();
        PointCloud plane = WithBar(settings.Iterations, isJson, progress => TSne.Of(components.Projected, settings, workers, progress, interruption.Token));
        double seconds = clock.Elapsed.TotalSeconds, preserved = NeighbourhoodPreservation.Of(components.Projected, plane, Kept, workers);
        string note = $"Perplexity {settings.Perplexity}, {settings.Iterations:N0} steps, from {components.Variances.Count} principal components; {100 * preserved:F1}% of the {Kept} nearest neighbours are kept.";
        StatisticsReport.AddEmbedding(report, digits, plane, note);
        PictureFile.SavePng(Path.Combine(folder, "manifold.png"), ManifoldPicture.Of(digits, plane));
        return (seconds, preserved);
    }

    private static PointCloud WithBar(int steps, bool isJson, Func<Action<int>?, PointCloud> work)
    {
        if (isJson || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            return work(null);
        }

        return AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).Start(bars =>
        {
            ProgressTask bar = bars.AddTask("t-SNE", maxValue: steps);
            return work(step => bar.Value = step);
        });
    }

    // Training digits, then test digits, as one dataset.
    private static DigitDataset Together(DigitSets sets)
    {
        DigitDataset[] both = [sets.Training, sets.Test];
        int pixels = sets.Training.Height * sets.Training.Width;
        byte[] images = new byte[both.Sum(digits => digits.Count) * pixels], labels = new byte[both.Sum(digits => digits.Count)];
        int place = 0;
        foreach (DigitDataset digits in both)
        {
            for (int i = 0; i < digits.Count; i++, place++)
            {
                digits.Image(i).CopyTo(images.AsSpan(place * pixels));
                labels[place] = digits.Label(i);
            }
        }

        return new DigitDataset(sets.Name, sets.Training.Height, sets.Training.Width, images, labels, sets.Training.IsSynthetic);
    }
}
