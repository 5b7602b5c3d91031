using System.CommandLine;
using System.Globalization;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab augment IMAGE|INDEX --augment LIST</c>.</summary>
internal static class AugmentCommand
{
    private const string Usual = "rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4";
    private const int UsualCount = 35;
    private const int MostVariants = 1000;
    private const int LeastSynthetic = 1000;   // some to mix with
    private const int Scale = 3;

    internal static Command Create()
    {
        var source = new Argument<string>("IMAGE|INDEX") { Description = "A picture of a digit, or the place of a training digit, from 0." };
        Option<string?> augment = CommonOptions.Augment($"What may change: a list of {AugmentationParser.Forms}; {Usual} if not given.");
        var count = new Option<int>("--count", "-n") { Description = $"Variants ({UsualCount} if not given).", HelpName = "N", DefaultValueFactory = _ => UsualCount };
        var seed = new Option<ulong>("--seed", "-d") { Description = "The seed of everything random.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output", "-o") { Description = "The sheet, a PNG (augmented.png if not given).", HelpName = "FILE", DefaultValueFactory = _ => "augmented.png" };
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var digits = new DigitOptions();
        var command = new Command("augment", "Show what augmentation makes of a digit: a sheet with the original first, then as training sees it, epoch by epoch.")
        {
            source, augment, count, seed, output, json, verbose,
        };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Run(
            parsed.GetValue(source)!,
            parsed.GetValue(augment) ?? Usual,
            parsed.GetValue(count),
            parsed.GetValue(seed),
            parsed.GetValue(output)!,
            digits.Read(parsed),
            parsed.GetValue(json))));
        return command;
    }

    private static int Run(string source, string list, int count, ulong seed, string path, DigitRequest request, bool isJson)
    {
        if (count is < 1 or > MostVariants)
        {
            throw new UsageException($"-n {count}: expected 1 to {MostVariants} variants.");
        }

        AtomicFile.CheckWritable(path);
        AugmentationSettings settings = AugmentationParser.Parse(list) ?? new AugmentationSettings();
        (DigitDataset digits, int index) = Find(source, settings, request, isJson);
        var original = new GrayImage(digits.Width, digits.Height, digits.Image(index));
        GrayImage[] pictures = [original, .. AugmentationPreview.Of(digits, index, settings, seed, count)];
        byte[] sheet = PngEncoder.Encode(ContactSheet.Of(pictures, columns: (int)Math.Ceiling(Math.Sqrt(pictures.Length)), Scale));
        AtomicFile.Write(path, stream => stream.Write(sheet));
        if (isJson)
        {
            CliJson.Write(new { Source = source, Augmentation = settings.ToString(), Seed = seed, Variants = count, Sheet = path });
        }
        else
        {
            Console.WriteLine($"{path}: {source}, then {count} variants by {settings}, seed {seed}");
        }

        return ExitCode.Success;
    }

    // A number is a training digit's place; anything else a picture, made a digit as MNIST holds them.
    private static (DigitDataset Digits, int Index) Find(string source, AugmentationSettings settings, DigitRequest request, bool isJson)
    {
        if (int.TryParse(source, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            DigitDataset digits = FoundDigits.For(request, isJson, syntheticTrainingCount: (int)Math.Clamp(index + 1L, LeastSynthetic, DigitSets.SyntheticTrainingCount)).Training;
            return index >= 0 && index < digits.Count
                ? (digits, index)
                : throw new UsageException($"{source}: expected a training digit from 0 to {digits.Count - 1}; for a picture of that name write ./{source}.");
        }

        if (settings.MixingAlpha > 0)
        {
            throw new UsageException($"{source}: a picture has no other digits to be mixed with: leave out mix, or name a training digit by its place.");
        }

        GrayImage digit = DigitNormalizer.Normalize(PictureFile.Load(source)).Image;
        return (new DigitDataset(source, digit.Height, digit.Width, digit.Pixels.ToArray(), [0]), 0);
    }
}
