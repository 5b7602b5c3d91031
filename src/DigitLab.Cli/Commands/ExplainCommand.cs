using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab explain IMAGE|INDEX</c>.</summary>
internal static class ExplainCommand
{
    private const int NearestCount = 12;
    private const int ExcitingCount = 9;
    private const int SyntheticCount = 1000;

    internal static Command Create()
    {
        var source = new Argument<string>("IMAGE|INDEX") { Description = "A picture of a digit, or the place of a test digit, from 0." };
        Option<string?> model = CommonOptions.Model();
        var digit = new Option<int?>("--class", "-c") { Description = "Explain the score of this digit; of the one that is read if not given.", HelpName = "DIGIT" };
        var target = new Option<int?>("--target", "-t") { Description = "Search for the smallest change that makes it this digit; the second most probable if not given.", HelpName = "DIGIT" };
        var more = new Option<ExplanationPart[]>("--with")
        {
            Description = "What takes longer: nearest training digits, exciting test digits for each filter, pictures that excite the classes most; or all.",
            HelpName = "PART",
            AllowMultipleArgumentsPerToken = true,
        };
        var fine = new Option<bool>("--fine") { Description = "Wipe out the surroundings of every pixel for the occlusion map, not of every second one." };
        Option<string> output = CommonOptions.OutputFolder("explanation");
        Option<bool> csv = CommonOptions.Csv(), json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        Option<int?> threads = CommonOptions.Threads();
        var digits = new DigitOptions();
        var command = new Command("explain", "Show why a network reads a digit as it does: class activation maps, gradients, every layer, and what would change its mind.")
        {
            source, model, digit, target, more, fine, output, csv, threads, json, verbose,
        };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () =>
        {
            ExplanationPart[] parts = parsed.GetValue(more) ?? [];
            if (parts.Length == 0)
            {
                VectorWidth.PreferCompiledAhead();
            }

            using var workers = new Workers(CommonOptions.ReadThreads(parsed, threads));
            return Run(
                parsed.GetValue(source)!,
                ModelSource.Load(parsed.GetValue(model)),
                parsed.GetValue(digit),
                parsed.GetValue(target),
                parts,
                parsed.GetValue(fine) ? ExplanationSampling.Full : ExplanationSampling.Usual,
                (parsed.GetValue(output)!, parsed.GetValue(csv)),
                digits.Read(parsed),
                workers,
                parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(
        string source,
        Network network,
        int? digit,
        int? target,
        ExplanationPart[] parts,
        ExplanationSampling sampling,
        (string Folder, bool WithCsv) output,
        DigitRequest request,
        Workers workers,
        bool isJson)
    {
        RequireClass(network, "--class", digit);
        RequireClass(network, "--target", target);
        AtomicFile.CheckWritable(Path.Combine(output.Folder, "report.html"));
        DigitSets? digits = Has(parts, ExplanationPart.Nearest) || Has(parts, ExplanationPart.Exciting) ? FoundDigits.For(request, isJson, SyntheticCount) : null;
        GrayImage picture = IsIndex(source, out int index)
            ? Find(index, digits?.Test ?? FoundDigits.TestFor(request, isJson))
            : DigitNormalizer.Normalize(PictureFile.Load(source)).Image;
        var clock = Stopwatch.StartNew();
        DigitExplanation explanation = DigitExplanation.Of(network, picture, workers, digit, sampling);
        int goal = target ?? RunnerUp(explanation);
        SmallestChange? change = SmallestChange.Find(network, picture.Pixels, goal, workers);
        double elapsedMs = clock.Elapsed.TotalMilliseconds;

        HtmlReport report = ExplanationReport.Of(explanation, IsIndex(source, out _) ? $"test digit {source}" : Path.GetFileName(source));
        if (change is not null)
        {
            ExplanationReport.AddChange(report, change);
        }

        AddMore(report, explanation, parts, digits, workers);
        string path = report.Save(output.Folder, output.WithCsv);
        if (isJson)
        {
            CliJson.Write(new
            {
                Source = source,
                Model = network.Name,
                explanation.Read,
                explanation.Probabilities,
                explanation.Explained,
                IntegratedGradients = new { explanation.Integrated.Sum, explanation.Integrated.Difference, explanation.Integrated.Steps },
                Change = change is null ? null : new { change.From, change.To, change.Length },
                ElapsedMs = elapsedMs,
                Report = path,
            });
        }
        else
        {
            Console.WriteLine($"{source}: {network.Name} reads {explanation.Read} ({100 * explanation.Probabilities[explanation.Read]:F1}%), explained in {elapsedMs:F0} ms");
            Console.WriteLine(change is null ? $"No change was found that makes it a {goal}." : $"A change of length {change.Length:F2} makes it a {change.To}.");
            Console.WriteLine(path);
        }

        return ExitCode.Success;
    }

    private static void AddMore(HtmlReport report, DigitExplanation explanation, ExplanationPart[] parts, DigitSets? digits, Workers workers)
    {
        if (Has(parts, ExplanationPart.Nearest))
        {
            ExplanationReport.AddNearest(report, NearestDigits.Of(explanation.Digit.Pixels, digits!.Training, NearestCount), digits.Training);
        }

        if (Has(parts, ExplanationPart.Exciting))
        {
            foreach (Conv2D layer in explanation.Network.Body.Children.OfType<Conv2D>())
            {
                ExplanationReport.AddExciting(report, ExcitingDigits.Of(explanation.Network, layer, digits!.Test, ExcitingCount, workers), digits.Test, layer.Name);
            }
        }

        if (Has(parts, ExplanationPart.Classes))
        {
            ExplanationReport.AddClasses(report, [.. explanation.Probabilities.Select((_, digit) => ExcitingPicture.Of(explanation.Network, digit, workers))]);
        }
    }

    private static bool Has(ExplanationPart[] parts, ExplanationPart part) => parts.Contains(part) || parts.Contains(ExplanationPart.All);

    private static bool IsIndex(string source, out int index) => int.TryParse(source, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index);

    private static GrayImage Find(int index, DigitDataset test) => index >= 0 && index < test.Count
        ? new GrayImage(test.Width, test.Height, test.Image(index))
        : throw new UsageException($"{index}: expected a test digit from 0 to {test.Count - 1}; for a picture of that name write ./{index}.");

    private static int RunnerUp(DigitExplanation explanation) =>
        Enumerable.Range(0, explanation.Probabilities.Count).Where(digit => digit != explanation.Read).MaxBy(digit => explanation.Probabilities[digit]);

    private static void RequireClass(Network network, string option, int? digit)
    {
        if (digit is int given && (given < 0 || given >= network.OutputShape.Count))
        {
            throw new UsageException($"{option} {given}: expected a digit from 0 to {network.OutputShape.Count - 1}.");
        }
    }
}
