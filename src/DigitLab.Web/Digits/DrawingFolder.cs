using System.Globalization;
using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Web;

/// <summary>The drawings that visitors corrected: a PNG each, whose name begins with the digit that it shows.</summary>
/// <param name="path">The folder; made when the first drawing is kept.</param>
internal sealed class DrawingFolder(string path)
{
    /// <summary>The most drawings that are kept: who has more wants another folder.</summary>
    internal const int Most = 10_000;

    private const string Ending = ".png";

    /// <summary>The drawings' names, oldest first.</summary>
    internal IReadOnlyList<string> Names => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, $"*{Ending}").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => LabelOf(name) is not null).OrderBy(name => name[2..], StringComparer.Ordinal)]
        : [];

    /// <summary>The digit that a drawing's name begins with; null where the name is none of ours.</summary>
    internal static int? LabelOf(string name) => name is [>= '0' and <= '9', '-', _, ..] ? name[0] - '0' : null;

    /// <summary>Keeps a drawing as it came.</summary>
    /// <exception cref="RequestException">The folder is full.</exception>
    internal void Add(ColorImage picture, int label)
    {
        if (Names.Count >= Most)
        {
            throw RequestException.NotNow($"There are {Most:N0} drawings already: export and clear them, or start the lab with another --drawings FOLDER.");
        }

        Directory.CreateDirectory(path);
        string name = string.Create(CultureInfo.InvariantCulture, $"{label}-{DateTime.UtcNow:yyyyMMdd'T'HHmmssfff}-{Guid.NewGuid().ToString("N")[..4]}");
        PictureFile.SavePng(Path.Combine(path, name + Ending), picture);
    }

    /// <summary>Forgets a drawing.</summary>
    /// <exception cref="RequestException">There is none of that name.</exception>
    internal void Remove(string name)
    {
        if (!Names.Contains(name))
        {
            throw RequestException.NotThere("There is no drawing of that name.");
        }

        File.Delete(Path.Combine(path, name + Ending));
    }

    /// <summary>All drawings as MNIST holds digits; those without ink are left out.</summary>
    internal DigitDataset ToDigits()
    {
        var pixels = new List<byte>();
        var labels = new List<byte>();
        foreach (string name in Names)
        {
            if (TryNormalize(name) is GrayImage digit)
            {
                pixels.AddRange(digit.Pixels);
                labels.Add((byte)LabelOf(name)!.Value);
            }
        }

        return new DigitDataset("drawings", NormalizedDigit.Side, NormalizedDigit.Side, [.. pixels], [.. labels]);
    }

    /// <summary>One drawing as MNIST holds digits; null where it shows no ink.</summary>
    internal GrayImage? TryNormalize(string name) =>
        DigitNormalizer.TryNormalize(PictureFile.Load(Path.Combine(path, name + Ending), WebLab.PictureLimits), out NormalizedDigit? digit) ? digit.Image : null;
}
