// The recognizer as a service of a program, asked for many pictures at once: dotnet run --project samples/DigitService -- *.png
using DigitLab;
using DigitLab.Imaging;
using Microsoft.Extensions.DependencyInjection;

using ServiceProvider services = new ServiceCollection().AddDigitRecognizer().BuildServiceProvider();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

ColorImage[] pictures = [.. args.Select(path => PictureFile.Load(path))];
IReadOnlyList<Prediction?> predictions = services.GetRequiredService<DigitRecognizer>().RecognizeAll(pictures, stop.Token);
foreach ((string path, Prediction? prediction) in args.Zip(predictions))
{
    Console.WriteLine($"{path}: {(prediction is { IsDigit: true } ? $"{prediction}" : "no digit")}");
}
