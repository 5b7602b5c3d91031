using DigitLab.Data;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Files in MNIST's form with a few synthetic digits: small enough for a processor without vector instructions.</summary>
internal static class SmallMnist
{
    internal static void WriteTo(string folder, int training, int test)
    {
        Directory.CreateDirectory(folder);
        Write(folder, MnistFile.TrainImages, MnistFile.TrainLabels, SyntheticDigits.Create(training, seed: 1));
        Write(folder, MnistFile.TestImages, MnistFile.TestLabels, SyntheticDigits.Create(test, seed: 2));
    }

    private static void Write(string folder, MnistFile images, MnistFile labels, DigitDataset digits)
    {
        IdxWriter.WriteImages(Path.Combine(folder, images.Name), digits);
        IdxWriter.WriteLabels(Path.Combine(folder, labels.Name), digits);
    }
}
