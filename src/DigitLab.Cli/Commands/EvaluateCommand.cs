using System.CommandLine;
using DigitLab.Cli.Evaluating;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Imaging;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab evaluate FOLDER</c></summary>
internal static class EvaluateCommand
{
    private const int SheetColumns = 12;
    private const int SheetScale = 3;

    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with pictures and a labels.csv: file,label[,kind]; rows of a page are divided by /." };
        var sheet = new Option<string?>("--sheet", "-s") { Description = "Save what the networks saw of the single digits that were misread as a contact sheet, a PNG.", HelpName = "FILE" };
        Option<string?> model = CommonOptions.Model();
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("evaluate", "Read a folder of labelled pictures and tell how many are right, by kind and by digit.") { folder, sheet, model, json, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Evaluate(
            parsed.GetValue(folder)!, parsed.GetValue(sheet), parsed.GetValue(model), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Evaluate(string folder, string? sheet, string? model, bool isJson, CancellationToken cancellation)
    {
        List<LabelledPicture> labelled = LabelFile.Read(folder);
        if (sheet is not null)
        {
            Neural.AtomicFile.CheckWritable(sheet);
        }

        using DigitRecognizer recognizer = ModelSource.LoadRecognizer(model);
        var read = new ReadPicture[labelled.Count];
        Parallel.For(0, read.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
            read[i] = ReadPicture.Of(recognizer, folder, labelled[i], cancellation));
        ReadPicture[] misses = [.. read.Where(each => !each.IsRight)];
        if (sheet is not null && misses.Any(miss => miss.Seen is not null))
        {
            PictureFile.SavePng(sheet, ContactSheet.Of([.. misses.Select(miss => miss.Seen).OfType<GrayImage>()], SheetColumns, SheetScale));
        }

        if (isJson)
        {
            CliJson.Write(new
            {
                Scores = PictureScore.Of(read),
                Misses = misses.Select(miss => new { miss.Picture.File, miss.Picture.Label, miss.Answer, miss.Error }),
            });
        }
        else
        {
            Write(PictureScore.Of(read), misses);
        }

        return ExitCode.Success;
    }

    private static void Write(List<PictureScore> scores, ReadPicture[] misses)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumns(new TableColumn(""), new TableColumn("Pictures").RightAligned(), new TableColumn("Right").RightAligned(), new TableColumn("Accuracy").RightAligned());
        foreach (PictureScore score in scores)
        {
            table.AddRow(Markup.Escape(score.Name), $"{score.Count}", $"{score.Right}", $"{100 * score.Accuracy:F1}%");
        }

        AnsiConsole.Console.Write(table);
        foreach (ReadPicture miss in misses)
        {
            Console.WriteLine(miss.Error ?? $"{miss.Picture.File}: {miss.Picture.Label} was read as {(miss.Answer.Length > 0 ? miss.Answer : "nothing")}");
        }
    }
}
