using System.Globalization;
using static System.FormattableString;

namespace DigitLab.Data;

/// <summary>Reads and writes the short form of <see cref="AugmentationSettings"/>: <c>rotation=10,shift=2:whole,elastic=34:4</c>.</summary>
public static class AugmentationParser
{
    /// <summary>All that may stand in the list, in any order; what stands in brackets may be left out.</summary>
    public const string Forms =
        "rotation=DEGREES, shift=PIXELS[:whole], shear=DEGREES, zoom=PART[:per-axis], elastic=ALPHA[:SIGMA], thickness=PIXELS, blur=PIXELS, "
        + "noise=DEVIATION, erase=SHARE[:AREA], mix=ALPHA, share=SHARE";

    /// <summary>The settings that a short form names; null for <c>none</c>.</summary>
    /// <exception cref="FormatException">It is no such list, or a number is out of its range; the message says what is allowed.</exception>
    public static AugmentationSettings? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim() == "none")
        {
            return null;
        }

        var settings = new AugmentationSettings();
        var seen = new HashSet<string>();
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] parts = item.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2)
            {
                throw new FormatException($"Augmentation \"{item}\": expected NAME=AMOUNT, one of {Forms}; or none.");
            }

            if (!seen.Add(parts[0]))
            {
                throw new FormatException($"Augmentation {parts[0]}: expected once, got it twice: name each change once.");
            }

            settings = With(settings, item, parts[0], parts[1].Split(':', StringSplitOptions.TrimEntries));
        }

        try
        {
            return settings.Checked();
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);   // a number out of its range: the settings' own sentence
        }
    }

    /// <summary>The short form of settings; reading it gives the same settings.</summary>
    internal static string Format(AugmentationSettings settings)
    {
        var usual = new AugmentationSettings();
        string[] items =
        [
            Item("rotation", settings.RotationDegrees),
            Item("shift", settings.ShiftPixels, settings.IsShiftWhole ? ":whole" : ""),
            Item("shear", settings.ShearDegrees),
            Item("zoom", settings.Zoom, settings.IsZoomPerAxis ? ":per-axis" : ""),
            Item("elastic", settings.ElasticAlpha, Invariant($":{settings.ElasticSigma}")),
            Item("thickness", settings.ThicknessPixels),
            Item("blur", settings.BlurPixels),
            Item("noise", settings.Noise),
            Item("erase", settings.ErasingShare, settings.ErasingArea == usual.ErasingArea ? "" : Invariant($":{settings.ErasingArea}")),
            Item("mix", settings.MixingAlpha),
            settings.Share == usual.Share ? "" : Invariant($"share={settings.Share}"),
        ];
        string list = string.Join(',', items.Where(item => item.Length > 0));
        return list.Length > 0 ? list : "none";
    }

    private static string Item(string name, double amount, string qualifier = "") => amount == 0 ? "" : Invariant($"{name}={amount}{qualifier}");

    private static AugmentationSettings With(AugmentationSettings settings, string item, string name, string[] values)
    {
        return (name, values.Length) switch
        {
            ("rotation", 1) => settings with { RotationDegrees = Number(0) },
            ("shift", 1) => settings with { ShiftPixels = Number(0) },
            ("shift", 2) when values[1] == "whole" => settings with { ShiftPixels = Number(0), IsShiftWhole = true },
            ("shear", 1) => settings with { ShearDegrees = Number(0) },
            ("zoom", 1) => settings with { Zoom = Number(0) },
            ("zoom", 2) when values[1] == "per-axis" => settings with { Zoom = Number(0), IsZoomPerAxis = true },
            ("elastic", 1) => settings with { ElasticAlpha = Number(0) },
            ("elastic", 2) => settings with { ElasticAlpha = Number(0), ElasticSigma = Number(1) },
            ("thickness", 1) => settings with { ThicknessPixels = Number(0) },
            ("blur", 1) => settings with { BlurPixels = Number(0) },
            ("noise", 1) => settings with { Noise = Number(0) },
            ("erase", 1) => settings with { ErasingShare = Number(0) },
            ("erase", 2) => settings with { ErasingShare = Number(0), ErasingArea = Number(1) },
            ("mix", 1) => settings with { MixingAlpha = Number(0) },
            ("share", 1) => settings with { Share = Number(0) },
            _ => throw new FormatException($"Augmentation \"{item}\": expected one of {Forms}."),
        };

        double Number(int place) => double.TryParse(values[place], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new FormatException($"Augmentation \"{item}\": expected a number in place of \"{values[place]}\".");
    }
}
