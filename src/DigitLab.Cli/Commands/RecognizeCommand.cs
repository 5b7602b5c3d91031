using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Neural;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab recognize IMAGE...</c></summary>
internal static class RecognizeCommand
{
    private const int BarWidth = 40;
    private const int FewImages = 16;   // read before wider vectors would be compiled

    internal static Command Create()
    {
        var images = new Argument<string[]>("IMAGE") { Description = "Pictures of one digit each: JPEG, PNG, BMP or PNM.", Arity = ArgumentArity.OneOrMore };
        Option<string?> model = CommonOptions.Model();
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("recognize", "Read the digit in a picture, of any size and colours.") { images, model, json, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            parsed.GetValue(verbose), () => Recognize(parsed.GetValue(images)!, parsed.GetValue(model), parsed.GetValue(json))));
        return command;
    }

    private static int Recognize(string[] images, string? model, bool isJson)
    {
        if (images.Length <= FewImages)
        {
            VectorWidth.PreferCompiledAhead();
        }

        using DigitRecognizer recognizer = ModelSource.LoadRecognizer(model);
        var answers = new List<object>();
        int exitCode = PictureErrors.ForEach(images, image =>
        {
            Prediction prediction = recognizer.Recognize(image);
            answers.Add(new { Image = image, prediction.Digit, prediction.Confidence, prediction.IsDigit, prediction.DigitProbability, prediction.Probabilities });
            if (!isJson)
            {
                Write(image, prediction);
            }
        });

        if (isJson)
        {
            CliJson.Write(new { Predictions = answers });
        }

        return exitCode;
    }

    private static void Write(string image, Prediction prediction)
    {
        Console.WriteLine($"{image}: {prediction}{(prediction.IsDigit ? "" : ", but this does not look like a digit")}");
        WriteBars(prediction);
    }

    private static void WriteBars(Prediction prediction)
    {
        for (int digit = 0; digit < prediction.Probabilities.Count; digit++)
        {
            float probability = prediction.Probabilities[digit];
            string line = $"  {digit} {Bar(probability)} {100 * probability,5:F1}%";
            if (Console.IsOutputRedirected)
            {
                Console.WriteLine(line);
            }
            else
            {
                WriteColored(line, digit == prediction.Digit);
            }
        }
    }

    // Apart, so that what colours need is loaded only on a terminal.
    private static void WriteColored(string line, bool isChosen) => AnsiConsole.Console.WriteLine(line, new Style(isChosen ? Color.Green : Color.Grey));

    private static string Bar(float part) => new string('█', (int)Math.Round(BarWidth * part)).PadRight(BarWidth, '·');
}
