// All digits of a page, row by row, and the page with boxes: dotnet run --project samples/ReadForm -- form.jpg boxes.png
using DigitLab;
using DigitLab.Imaging;

if (args.Length < 2)
{
    Console.Error.WriteLine("Name a picture of a page, and where to save it with boxes.");
    return 2;
}

ColorImage picture = PictureFile.Load(args[0]);
using var recognizer = DigitRecognizer.Load();
IReadOnlyList<DigitRow> rows = recognizer.Read(picture);
foreach (DigitRow row in rows)
{
    Console.WriteLine($"{row.Text} at {row.Box}, {row.Confidence:P1} sure");
}

PictureFile.SavePng(args[1], AnnotatedPage.Draw(picture, rows));
return 0;
