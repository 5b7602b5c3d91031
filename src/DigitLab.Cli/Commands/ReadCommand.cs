using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Imaging;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab read IMAGE...</c></summary>
internal static class ReadCommand
{
    internal static Command Create()
    {
        var images = new Argument<string[]>("IMAGE") { Description = "Pictures of a row, a form or a sheet of digits: JPEG, PNG, BMP or PNM.", Arity = ArgumentArity.OneOrMore };
        var annotate = new Option<string?>("--annotate", "-a") { Description = "Save the picture, the digits boxed and named, as a PNG; for one IMAGE.", HelpName = "FILE" };
        Option<string?> model = CommonOptions.Model();
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("read", "Read all digits of a picture, row by row.") { images, annotate, model, json, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Read(
            parsed.GetValue(images)!, parsed.GetValue(annotate), parsed.GetValue(model), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Read(string[] images, string? annotate, string? model, bool isJson, CancellationToken cancellation)
    {
        if (annotate is not null && images.Length > 1)
        {
            throw new UsageException($"--annotate {annotate}: expected one picture to annotate, got {images.Length}: read them one by one.");
        }

        if (annotate is not null)
        {
            Neural.AtomicFile.CheckWritable(annotate);
        }

        using DigitRecognizer recognizer = ModelSource.LoadRecognizer(model);
        var pages = new List<object>();
        int exitCode = PictureErrors.ForEach(images, image =>
        {
            ColorImage picture = PictureFile.Load(image);
            IReadOnlyList<DigitRow> rows = recognizer.Read(picture, cancellation);
            pages.Add(new { Image = image, picture.Width, picture.Height, Rows = rows.Select(Describe) });
            if (annotate is not null)
            {
                PictureFile.SavePng(annotate, AnnotatedPage.Draw(picture, rows));
            }

            if (!isJson)
            {
                Write(image, rows, isNamed: images.Length > 1);
            }
        });

        if (isJson)
        {
            CliJson.Write(new { Pages = pages });
        }

        return exitCode;
    }

    private static object Describe(DigitRow row) => new
    {
        row.Text,
        row.Confidence,
        Digits = row.Digits.Select(digit => new
        {
            digit.Digit,
            digit.Confidence,
            Box = new { digit.Box.X, digit.Box.Y, digit.Box.Width, digit.Box.Height },
        }),
    };

    private static void Write(string image, IReadOnlyList<DigitRow> rows, bool isNamed)
    {
        if (isNamed || rows.Count == 0)
        {
            Console.WriteLine(rows.Count == 0 ? $"{image}: no digits" : $"{image}:");
        }

        foreach (DigitRow row in rows)
        {
            Console.WriteLine(row);
        }
    }
}
