using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;
using Microsoft.Extensions.Hosting;

namespace DigitLab.Web;

/// <summary>Reads a made digit and a made number, and explains one, while nobody waits: so the first visitor's answer is as quick as the others'.</summary>
internal sealed class WarmUp(ModelShelf models) : BackgroundService
{
    private const int Times = 40;   // until the hot methods are compiled for speed

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            DigitDataset digits = SyntheticDigits.Create(2, seed: 1);
            GrayImage one = ContactSheet.Of([Picture(digits, 0)], 1, scale: 8), two = ContactSheet.Of([Picture(digits, 0), Picture(digits, 1)], 2, scale: 8, gapPixels: 40);
            byte[][] files = [PngEncoder.Encode(one), PngEncoder.Encode(two)];
            for (int i = 0; i < Times && !stoppingToken.IsCancellationRequested; i++)
            {
                DrawingReader.Read(models.Find(null), PictureFile.Decode(files[i % 2]), withMap: i % 4 == 0, stoppingToken);
            }

            DigitExplanation.Of(models.Find(null).Network, Picture(digits, 0), Workers.Shared, sampling: ExplanationSampling.Quick);
        },
        stoppingToken);

    private static GrayImage Picture(DigitDataset digits, int index) => new(digits.Width, digits.Height, digits.Image(index));
}
